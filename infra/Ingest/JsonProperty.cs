using System.Text.Json.Nodes;

namespace AlertFlow.Infra.Ingest;

/// <summary>Converts JSON to the objects that the CDK takes for properties of any shape.</summary>
internal static class JsonProperty
{
    public static object Of(JsonNode node) => node switch
    {
        JsonObject members => members.ToDictionary(member => member.Key, member => Of(member.Value!)), // Our patterns have no null.
        JsonArray items => items.Select(item => Of(item!)).ToArray(),
        _ => node.GetValue<string>(),
    };
}
