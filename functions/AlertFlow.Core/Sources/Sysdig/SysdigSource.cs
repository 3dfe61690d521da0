using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.Sysdig;

/// <summary>
/// Sysdig Secure: runtime policy events from event forwarding to SQS, and from its APIs and older versions. Findings have no deep
/// link, because it would need the host of the customer's region, which no event names.
/// </summary>
/// <seealso href="https://docs.sysdig.com/en/forwarding-to-amazon-sqs.html"/>
public static class SysdigSource
{
    /// <summary>
    /// Other events that Sysdig forwards. Their type is checked first, because an audit's severity 0 would read as High.
    /// </summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["command"] = "activity audit: a command",
        ["connection"] = "activity audit: a connection",
        ["fileaccess"] = "activity audit: a file access",
        ["kubernetes"] = "activity audit: a Kubernetes request",
        ["audittrail"] = "platform audit",
        ["benchmark"] = "benchmark report",
        ["hostscanning"] = "host scan report",
    };

    public static Source Row { get; } =
        new("sysdig", "Sysdig", new SourceTrigger.Queue(), Recognises, Parse, Canary) { Product = "Sysdig Secure" };

    private static bool Recognises(EventJson element)
    {
        var root = SourceNode.Of(element);
        return IsOther(root["type"].PeekText())
            || root["content"]["ruleName"].Exists
            || root["content"]["ruleTags"].Exists
            || root["rawEventOriginator"].Exists
            || (root["originator"].Exists && root["timestamp"].Exists)
            || (root["policyId"].Exists && root["output"].Exists);
    }

    private static ParseResult Parse(EventJson element)
    {
        var root = SourceNode.Of(element);
        var type = root["type"].PeekText();
        return IsOther(type)
            ? new ParseResult.Ignored($"{Others[type!]}, no finding")
            : SysdigEvent.Parse(root, element);
    }

    private static bool IsOther(string? type) => type is not null && Others.ContainsKey(type);

    private static JsonObject Canary(CanaryEvent canary) => new()
    {
        ["id"] = canary.Id,
        ["type"] = "policy",
        ["timestampRFC3339Nano"] = canary.Time,
        ["originator"] = "policy",
        ["category"] = "runtime",
        ["source"] = "syscall",
        ["name"] = "AlertFlow",
        ["severity"] = canary.Severity.IsAtLeast(Severity.High) ? 3 : 6,
        ["content"] = new JsonObject { ["ruleName"] = canary.Rule, ["output"] = "A rehearsal by AlertFlow: nothing happened." },
        ["labels"] = new JsonObject
        {
            ["aws.accountId"] = canary.Account,
            ["aws.region"] = canary.Region,
            ["aws.fargate.task.arn"] = canary.TaskArn,
        },
    };
}
