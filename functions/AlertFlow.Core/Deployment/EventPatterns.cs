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

    /// <summary>Findings alone.</summary>
    public static JsonObject Of(SourceTrigger.EventBridge trigger) => BranchesOf(trigger) is [var only] ? only : Any([.. BranchesOf(trigger)]);

    private static JsonObject Any(JsonNode[] branches) => new() { ["$or"] = new JsonArray(branches) };

    /// <summary>What comes whole, and what comes where its detail has a value.</summary>
    private static IReadOnlyList<JsonObject> BranchesOf(SourceTrigger.EventBridge trigger) =>
    [
        Branch(trigger, [.. trigger.DetailTypes.Except(trigger.Filters.Select(filter => filter.DetailType))]),
        .. trigger.Filters.Select(filter =>
        {
            var branch = Branch(trigger, [filter.DetailType]);
            branch["detail"] = filter.Path.Split('.').Reverse().Aggregate((JsonNode)new JsonArray(filter.Value), (inner, name) => new JsonObject { [name] = inner });
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
        ["detail"] = new JsonObject { ["type"] = new JsonArray(Rehearsals.CanaryRule, Rehearsals.PageRule) },
    };
}
