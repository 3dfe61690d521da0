using System.Text.Json.Nodes;
using AlertFlow.StandIns;

namespace Amazon.EventBridge.Model;

internal static class Wire
{
    public static StandInService Service { get; } = new(
        "EventBridge",
        "events",
        "2015-10-07",
        (text, cause, blame, code, id, status) => new AmazonEventBridgeException(text, cause, blame, code, id, status));

    public static StandInCall<PutEventsRequest, PutEventsResponse> PutEvents { get; } = StandInJson.Call(
        Service,
        "AWSEvents.PutEvents",
        (PutEventsRequest input) => new() { ["Entries"] = new JsonArray([.. input.Entries.Select(Entry)]) },
        answer => new PutEventsResponse
        {
            FailedEntryCount = answer.Number("FailedEntryCount"),
            Entries =
            [
                .. answer.Items("Entries").Select(
                    entry => new PutEventsResultEntry { ErrorCode = entry.Text("ErrorCode"), ErrorMessage = entry.Text("ErrorMessage") }),
            ],
        });

    private static JsonNode Entry(PutEventsRequestEntry entry) => new JsonObject
    {
        ["Detail"] = entry.Detail,
        ["DetailType"] = entry.DetailType,
        ["EventBusName"] = entry.EventBusName,
        ["Source"] = entry.Source,
    };
}
