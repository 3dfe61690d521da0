using System.Text.Json;
using AlertFlow.StandIns;

namespace Amazon.GuardDuty.Model;

internal static class Wire
{
    public static StandInService Service { get; } = new(
        "GuardDuty",
        "guardduty",
        "2017-11-28",
        (text, cause, blame, code, id, status) => new AmazonGuardDutyException(text, cause, blame, code, id, status));

    public static StandInCall<ListDetectorsRequest, ListDetectorsResponse> ListDetectors { get; } = StandInJson.Get(
        Service,
        "/detector",
        (ListDetectorsRequest _) => null,
        answer => new ListDetectorsResponse { DetectorIds = [.. answer.Items("detectorIds").Select(id => id.GetString())] });

    public static StandInCall<GetDetectorRequest, GetDetectorResponse> GetDetector { get; } = StandInJson.Get(
        Service,
        "/detector/{id}",
        (GetDetectorRequest input) => input.DetectorId,
        answer => new GetDetectorResponse
        {
            Status = new DetectorStatus(answer.Text("status")),
            FindingPublishingFrequency = new FindingPublishingFrequency(answer.Text("findingPublishingFrequency")),
            Features = [.. answer.Items("features").Select(Feature)],
        });

    private static DetectorFeatureConfigurationResult Feature(JsonElement feature) => new()
    {
        Name = new DetectorFeatureResult(feature.Text("name")),
        Status = new FeatureStatus(feature.Text("status")),
    };
}
