#nullable disable
using AlertFlow.StandIns;

namespace Amazon.GuardDuty.Model;

/// <summary>The protocol <c>restJson1</c>.</summary>
internal static class Wire
{
    private const string Service = "Amazon.GuardDuty";

    public static StandInJson.Marshaller<ListDetectorsRequest> ListDetectors { get; } = new(input =>
    {
        var request = StandInJson.Get(input, Service, "/detector");
        if (input.NextToken is not null)
        {
            request.Parameters.Add("nextToken", input.NextToken);
        }

        return request;
    });

    public static StandInJson.Unmarshaller ListDetectorsAnswer { get; } = new(
        answer => new ListDetectorsResponse { DetectorIds = [.. answer.Items("detectorIds").Select(id => id.GetString())], NextToken = answer.Text("nextToken") },
        (message, cause, blame, code, id, status) => new AmazonGuardDutyException(message, cause, blame, code, id, status));

    public static StandInJson.Marshaller<GetDetectorRequest> GetDetector { get; } = new(input => StandInJson.Get(input, Service, "/detector/{detectorId}", ("detectorId", input.DetectorId)));

    public static StandInJson.Unmarshaller GetDetectorAnswer { get; } = new(
        answer => new GetDetectorResponse
        {
            Status = new DetectorStatus(answer.Text("status")),
            FindingPublishingFrequency = new FindingPublishingFrequency(answer.Text("findingPublishingFrequency")),
            Features =
            [
                .. answer.Items("features").Select(feature => new DetectorFeatureConfigurationResult
                {
                    Name = new DetectorFeatureResult(feature.Text("name")),
                    Status = new FeatureStatus(feature.Text("status")),
                    AdditionalConfiguration =
                    [
                        .. feature.Items("additionalConfiguration").Select(more => new DetectorAdditionalConfigurationResult
                        {
                            Name = new FeatureAdditionalConfiguration(more.Text("name")),
                            Status = new FeatureStatus(more.Text("status")),
                        }),
                    ],
                }),
            ],
        },
        (message, cause, blame, code, id, status) => new AmazonGuardDutyException(message, cause, blame, code, id, status));
}
