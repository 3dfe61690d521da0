using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>Amazon GuardDuty: findings as EventBridge delivers them, or bare.</summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html"/>
public static class GuardDuty
{
    private const string FindingDetailType = "GuardDuty Finding";

    public static Source Source { get; } = new("guardduty", "GuardDuty", new SourceTrigger.EventBridge("aws.guardduty", [FindingDetailType]), Recognises, Parse, Canary);

    private static bool Recognises(JsonElement element)
    {
        var root = SourceNode.Of(element);
        return root?["source"].PeekText() == "aws.guardduty"
            || root?["detail-type"].PeekText()?.StartsWith("GuardDuty ", StringComparison.Ordinal) is true
            || root?["arn"].PeekText()?.Contains(":guardduty:", StringComparison.Ordinal) is true
            || root?["detail"]["arn"].PeekText()?.Contains(":guardduty:", StringComparison.Ordinal) is true
            || (root is not null && root["type"].PeekText()?.Contains(':', StringComparison.Ordinal) is true && root["resource"].IsObject);
    }

    private static ParseResult Parse(JsonElement element)
    {
        if (SourceNode.Of(element) is not { } root)
        {
            return new ParseResult.Malformed("not UTF-8");
        }

        if (!root.IsObject)
        {
            return new ParseResult.Malformed("a JSON object was expected");
        }

        var detailType = root["detail-type"].PeekText();
        return detailType is not (null or FindingDetailType) && detailType.StartsWith("GuardDuty ", StringComparison.Ordinal)
            ? new ParseResult.Ignored($"{Words.Quoted(detailType)} tells a state; its findings come by themselves")
            : GuardDutyFinding.Parse(root, root["detail"] is { IsObject: true } detail ? detail : root);
    }

    private static JsonObject Canary(CanaryEvent canary) => new()
    {
        ["schemaVersion"] = "2.0",
        ["accountId"] = canary.Account,
        ["region"] = canary.Region,
        ["partition"] = canary.Partition,
        ["id"] = canary.Id,
        ["type"] = canary.Rule,
        ["resource"] = new JsonObject
        {
            ["resourceType"] = "ECSCluster",
            ["ecsClusterDetails"] = new JsonObject
            {
                ["name"] = CanaryEvent.Cluster,
                ["taskDetails"] = new JsonObject { ["arn"] = canary.TaskArn },
            },
        },
        ["service"] = new JsonObject { ["serviceName"] = "guardduty", ["eventFirstSeen"] = canary.Time, ["eventLastSeen"] = canary.Time, ["archived"] = false, ["count"] = 1 },
        ["severity"] = canary.Severity.IsAtLeast(Severity.High) ? 8 : 2,
        ["createdAt"] = canary.Time,
        ["updatedAt"] = canary.Time,
        ["title"] = "A rehearsal by AlertFlow: nothing happened.",
    };
}
