using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Deployment;

/// <summary>The EventBridge patterns of a source. The deployed rule, the forwarder of other accounts and the local bus all use them.</summary>
/// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html"/>
public static class EventPatterns
{
    /// <summary>Returns the pattern of findings and canaries. Only AWS can send events of <c>aws.*</c>; other senders pass only with a canary.</summary>
    public static JsonObject WithCanary(SourceTrigger.EventBridge trigger) => Any([.. BranchesOf(trigger), Canaries(trigger)]);

    /// <summary>Returns the pattern of the findings of all these sources, and nothing else.</summary>
    public static JsonObject Of(params IEnumerable<SourceTrigger.EventBridge> triggers)
    {
        JsonObject[] branches = [.. triggers.SelectMany(BranchesOf)];
        return branches is [var only] ? only : Any([.. branches]);
    }

    private static JsonObject Any(JsonNode[] branches) => new() { ["$or"] = new JsonArray(branches) };

    /// <summary>Returns a branch for the types that are taken whole, and one for each type whose detail is filtered.</summary>
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

    /// <summary>Returns one branch. Case is ignored, because the examples and the reference of AWS do not agree on capitals.</summary>
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

    /// <summary>Returns the pattern of a detail that has one of the values at a path.</summary>
    private static JsonNode Nested(string path, params string[] values) => path.Split('.').Reverse().Aggregate(
        (JsonNode)new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
        (inner, name) => new JsonObject { [name] = inner });
}
