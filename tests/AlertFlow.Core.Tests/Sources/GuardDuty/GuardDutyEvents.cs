using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;

namespace AlertFlow.Tests.Sources.GuardDuty;

/// <summary>The samples of GuardDuty as JSON, and what they become when something of them is changed.</summary>
internal static class GuardDutyEvents
{
    public static IReadOnlyList<JsonNode> All { get; } =
        [.. Sample.All.Where(sample => sample.Source == GuardDutySource.Row).Select(sample => JsonNode.Parse(File.ReadAllText(sample.EventPath))!)];

    public static ParseResult Result(string name, Action<JsonNode>? change = null)
    {
        var root = JsonNode.Parse(File.ReadAllText(Sample.Find($"guardduty/{name}").EventPath))!;
        change?.Invoke(root);
        return Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(root.ToJsonString()), GuardDutySource.Row)).Result;
    }

    public static Finding Finding(string name, Action<JsonNode>? change = null) => Assert.IsType<ParseResult.Parsed>(Result(name, change)).Finding;

    /// <summary>Each value with its path: <c>[]</c> stands for every item of an array, <c>{}</c> for every key of a map.</summary>
    public static IEnumerable<(string Path, string Value)> Leaves(JsonNode? node, Func<string, bool> isMap, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, isMap, isMap(path) ? $"{path}{{}}" : path.Length is 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany(item => Leaves(item, isMap, $"{path}[]")),
        JsonValue value when value.ToString().Length > 0 => [(path, value.ToString())],
        _ => [],
    };
}
