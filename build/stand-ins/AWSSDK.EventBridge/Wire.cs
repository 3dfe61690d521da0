#nullable disable
using System.Text.Json;
using AlertFlow.StandIns;

namespace Amazon.EventBridge.Model;

/// <summary>The protocol <c>awsJson1_1</c>.</summary>
internal static class Wire
{
    public static StandInJson.Marshaller<PutEventsRequest> PutEvents { get; } = new(input => StandInJson.Call(input, "Amazon.EventBridge", "AWSEvents.PutEvents", json =>
    {
        json.WriteStartArray("Entries");
        foreach (var entry in input.Entries ?? [])
        {
            json.WriteStartObject();
            Text(json, "Detail", entry.Detail);
            Text(json, "DetailType", entry.DetailType);
            Text(json, "EventBusName", entry.EventBusName);
            if (entry.Resources is { Count: > 0 } resources)
            {
                json.WriteStartArray("Resources");
                resources.ForEach(json.WriteStringValue);
                json.WriteEndArray();
            }

            Text(json, "Source", entry.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    public static StandInJson.Unmarshaller PutEventsAnswer { get; } = new(
        answer => new PutEventsResponse
        {
            FailedEntryCount = answer.Number("FailedEntryCount"),
            Entries =
            [
                .. answer.Items("Entries").Select(entry => new PutEventsResultEntry
                {
                    EventId = entry.Text("EventId"),
                    ErrorCode = entry.Text("ErrorCode"),
                    ErrorMessage = entry.Text("ErrorMessage"),
                }),
            ],
        },
        (message, cause, blame, code, id, status) => new AmazonEventBridgeException(message, cause, blame, code, id, status));

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
