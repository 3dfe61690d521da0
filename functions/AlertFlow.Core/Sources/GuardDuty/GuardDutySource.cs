using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Amazon GuardDuty: findings with or without EventBridge's envelope, and events about GuardDuty's own protection.</summary>
/// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-guardduty.html"/>
public static class GuardDutySource
{
    private const string FindingDetailType = "GuardDuty Finding";
    private const string ScanDetailType = "GuardDuty Malware Protection Object Scan Result";

    /// <summary>The events that can become findings. The deployed rule delivers only these, because it is made from this table.</summary>
    private static readonly (string DetailType, Func<SourceNode, SourceNode, ParseResult> Read)[] Readers =
    [
        (FindingDetailType, GuardDutyFinding.Parse),
        ("GuardDuty Runtime Protection Unhealthy", GuardDutyCoverage.Unhealthy),
        (ScanDetailType, GuardDutyObjectScan.Result),
        ("GuardDuty Malware Protection Post Scan Action Failed", GuardDutyObjectScan.ActionFailed),
        ("GuardDuty Malware Protection Resource Status Warning", GuardDutyCoverage.PlanWarning),
        ("GuardDuty Malware Protection Resource Status Error", GuardDutyCoverage.PlanError),
    ];

    /// <summary>Prefixes of other events of AWS, such as CloudTrail's records of GuardDuty's API.</summary>
    private static readonly string[] StatesAndCalls = ["GuardDuty ", "AWS "];

    public static Source Row { get; } = new(
        "guardduty",
        "GuardDuty",
        new SourceTrigger.EventBridge("aws.guardduty", [.. Readers.Select(reader => reader.DetailType)], "type")
        {
            // There is an event for every scanned object.
            Filters = [new(ScanDetailType, "scanResultDetails.scanResultStatus", "THREATS_FOUND")],
        },
        Recognises,
        Parse,
        Canary)
    { Vendor = "AWS" };

    private static bool Recognises(EventJson element)
    {
        var root = SourceNode.Of(element);
        return root["source"].PeekText() == "aws.guardduty"
            || root["detail-type"].PeekText()?.StartsWith("GuardDuty ", StringComparison.Ordinal) is true
            || root["arn"].PeekText()?.Contains(":guardduty:", StringComparison.Ordinal) is true
            || root["detail"]["arn"].PeekText()?.Contains(":guardduty:", StringComparison.Ordinal) is true
            || (root["type"].PeekText()?.Contains(':', StringComparison.Ordinal) is true && root["resource"].IsObject);
    }

    private static ParseResult Parse(EventJson element)
    {
        var root = SourceNode.Of(element);
        var detailType = root["detail-type"].PeekText() ?? FindingDetailType;
        var detail = root["detail"] is { IsObject: true } told ? told : root;

        // AWS's own examples write "Status warning" where the reference has "Status Warning".
        foreach (var reader in Readers)
        {
            if (string.Equals(reader.DetailType, detailType, StringComparison.OrdinalIgnoreCase))
            {
                return reader.Read(root, detail);
            }
        }

        return StatesAndCalls.Any(by => detailType.StartsWith(by, StringComparison.Ordinal))
            ? new ParseResult.Ignored($"{Quoted.Of(detailType)} is no finding")
            : GuardDutyFinding.Parse(root, detail);
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
                ["name"] = Rehearsals.Cluster,
                ["taskDetails"] = new JsonObject { ["arn"] = canary.TaskArn },
            },
        },
        ["service"] =
            new JsonObject
            {
                ["serviceName"] = "guardduty",
                ["eventFirstSeen"] = canary.Time,
                ["eventLastSeen"] = canary.Time,
                ["archived"] = false,
                ["count"] = 1,
            },
        ["severity"] = canary.Severity.IsAtLeast(Severity.High) ? 8 : 2,
        ["createdAt"] = canary.Time,
        ["updatedAt"] = canary.Time,
        ["title"] = "A rehearsal by AlertFlow: nothing happened.",
    };
}
