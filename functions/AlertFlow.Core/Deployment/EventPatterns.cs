using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Deployment;

/// <summary>What a rule of EventBridge lets through of a source. The deployed rule, the forwarder of other accounts and the local bus have it from here.</summary>
/// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html"/>
public static class EventPatterns
{
    /// <summary>Findings, and canaries: nobody but AWS may send events of <c>aws.*</c>; anybody in the account may send a canary, and nothing else by its name.</summary>
    public static JsonObject WithCanary(SourceTrigger.EventBridge trigger) => Any([.. BranchesOf(trigger), Canaries(trigger)]);

    /// <summary>The findings of all these sources, and nothing else.</summary>
    public static JsonObject Of(params IEnumerable<SourceTrigger.EventBridge> triggers)
    {
        JsonObject[] branches = [.. triggers.SelectMany(BranchesOf)];
        return branches is [var only] ? only : Any([.. branches]);
    }

    private static JsonObject Any(JsonNode[] branches) => new() { ["$or"] = new JsonArray(branches) };

    /// <summary>What comes whole, and what comes where its detail has a value.</summary>
    private static IReadOnlyList<JsonObject> BranchesOf(SourceTrigger.EventBridge trigger) =>
    [
        .. trigger.DetailTypes.Except(trigger.Filters.Select(filter => filter.DetailType)).ToArray() is { Length: > 0 } whole
            ? [Branch(trigger, whole)] : (JsonObject[])[],
        .. trigger.Filters.Select(filter =>
        {
            var branch = Branch(trigger, [filter.DetailType]);
            branch["detail"] = Nested(filter.Path, filter.Value);
            return branch;
        }),
    ];

    /// <summary>AWS's own examples and reference do not agree on capitals.</summary>
    private static JsonObject Branch(SourceTrigger.EventBridge trigger, IReadOnlyList<string> detailTypes) => new()
    {
        ["source"] = new JsonArray(trigger.EventSource),
        ["detail-type"] = new JsonArray([.. detailTypes.Select(type => new JsonObject { ["equals-ignore-case"] = type })]),
    };

    private static JsonObject Canaries(SourceTrigger.EventBridge trigger) => new()
    {
        ["source"] = new JsonArray(Canary.EventSource),
        ["detail-type"] = new JsonArray(trigger.DetailTypes[0]),
        ["detail"] = Nested(trigger.RulePath, Rehearsals.CanaryRule, Rehearsals.PageRule),
    };

    /// <summary>A pattern of a detail that has one of the values in a place.</summary>
    private static JsonNode Nested(string path, params string[] values) => path.Split('.').Reverse().Aggregate(
        (JsonNode)new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
        (inner, name) => new JsonObject { [name] = inner });
}
