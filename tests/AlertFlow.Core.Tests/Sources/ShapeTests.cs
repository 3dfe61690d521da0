using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources;
using AlertFlow.Sources.Falco;
using AlertFlow.Sources.Sysdig;

namespace AlertFlow.Tests.Sources;

/// <summary>
/// Every variant and quirk of Sysdig's and Falco's events that is known has a sample. A shape is told by what only it shows.
/// </summary>
/// <seealso href="https://docs.sysdig.com/en/event-forwarding/"/>
/// <seealso href="https://falco.org/docs/outputs/formatting/"/>
public sealed class ShapeTests
{
    private static readonly Dictionary<string, Func<SourceNode, bool>> Sysdig = new()
    {
        ["A: runtime policy"] = root => IsPolicy(root) && Is(root["content"]["ruleType"], "RULE_TYPE_FALCO") && root["timestampRFC3339Nano"].Exists && root["rawEventOriginator"].Exists && root["engine"].Exists,
        ["A': runtime policy of 2020"] = root => IsPolicy(root) && root["content"]["ruleName"].Exists && !root["timestampRFC3339Nano"].Exists && !root["rawEventOriginator"].Exists && !root["engine"].Exists && !root["sourceDetails"].Exists,
        ["B: legacy policy, maps as arrays"] = root => !root["type"].Exists && root["policyId"].Exists && root["output"].Exists && root["fields"].Items.Length > 0 && root["eventLabels"].Items.Length > 0 && root["origin"].Exists && root["hostMac"].Exists,
        ["B: microseconds beside nanoseconds"] = root => Digits(root["timestamp"]) is 16 && Digits(root["timestampNs"]) is 19,
        ["B: results of actions"] = root => root["actionResults"].Items.Length > 0,
        ["B: a rule that is not Falco's and has no name"] = root => Is(root["ruleType"], "RULE_TYPE_PROCESS") && !root["fields"].Items.Any(field => Is(field["key"], "falco.rule")),
        ["C: events feed"] = root => !root["type"].Exists && Is(root["content"]["type"], "workloadRuntimeDetection") && Is(root["content"]["ruleType"], "6") && root["sourceDetails"]["subType"].Exists && root["actions"].Items.Any(action => action["isSuccessful"].Exists),
        ["D: events of the first API"] = root => root["cursor"].Exists && root["customerId"].Exists && root["content"]["internalRuleName"].Exists && Is(root["content"]["ruleType"], "6") && root["timestamp"].PeekText()!.Contains('T', StringComparison.Ordinal),
        ["D: ancestors as an array"] = root => root["content"]["fields"]["proc.anames"].Items.Length > 0,
        ["E: command"] = root => Is(root["type"], "command"),
        ["E: connection"] = root => Is(root["type"], "connection"),
        ["E: file access"] = root => Is(root["type"], "fileaccess"),
        ["E: Kubernetes"] = root => Is(root["type"], "kubernetes"),
        ["E: number rounded beside exact text"] = root => Is(root["timestamp"], "1773457331637554200") && Is(root["timestampRFC3339Nano"], "2026-03-14T03:02:11.637554146Z"),
        ["F: platform audit of severity 0"] = root => Is(root["type"], "audittrail") && Is(root["severity"], "0") && root["content"].Exists,
        ["F: platform audit without content or labels"] = root => Is(root["type"], "audittrail") && !root["content"].Exists && !root["labels"].Exists,
        ["G: benchmark"] = root => Is(root["type"], "benchmark") && root["content"]["subType"].Exists,
        ["H: host scan, changes, milliseconds"] = root => Is(root["type"], "hostscanning") && Is(root["category"], "hostscanning_incremental_report") && Digits(root["timestamp"]) is 13,
        ["H: host scan, whole"] = root => Is(root["type"], "hostscanning") && Is(root["category"], "hostscanning_full_report"),
        ["a type that is not known"] = root => root["type"].Exists && !IsPolicy(root) && root["content"].Exists && !root["content"]["ruleName"].Exists && Is(root["type"], "posture"),
        ["no rule"] = root => IsPolicy(root) && !root["content"]["ruleName"].Exists,
        ["no id"] = root => IsPolicy(root) && !root["id"].Exists,
        ["cloud event"] = root => Is(root["category"], "remote") && Is(root["source"], "aws_cloudtrail") && !root["agentId"].Exists && Is(root["containerId"], null),
        ["Kubernetes audit"] = root => Is(root["source"], "k8s_audit"),
        ["no id of the policy"] = root => IsPolicy(root) && root["content"]["ruleName"].Exists && !root["content"]["policyId"].Exists,
        ["the host's address"] = root => IsPolicy(root) && root["hostMac"].Exists,
        ["severity High"] = root => IsPolicy(root) && root["severity"].PeekDouble() is <= 3,
        ["severity Medium"] = root => IsPolicy(root) && root["severity"].PeekDouble() is 4 or 5,
        ["severity Low"] = root => IsPolicy(root) && root["severity"].PeekDouble() is 6,
        ["severity Informational"] = root => IsPolicy(root) && root["severity"].PeekDouble() is 7,
        ["action kill"] = root => Acts(root, "POLICY_ACTION_KILL", true),
        ["action kill that failed"] = root => Acts(root, "POLICY_ACTION_KILL_PROCESS", false),
        ["action stop"] = root => Acts(root, "POLICY_ACTION_STOP", true),
        ["action pause"] = root => Acts(root, "POLICY_ACTION_PAUSE", true),
        ["action capture"] = root => Acts(root, "POLICY_ACTION_CAPTURE", true),
        ["action of no type, with an error"] = root => root["actions"].Items.Any(action => action["type"].Exists && action["type"].PeekText() is null && action["errMsg"].PeekText() is not null),
        ["missing as <NA>"] = root => Fields(root).Any(value => value is "<NA>"),
        ["missing as nothing"] = root => root["content"]["fields"].Members.Any(field => field.Value.Exists && field.Value.PeekText() is null),
        ["missing as -1"] = root => Fields(root).Any(value => value is "-1"),
        ["nine digits of a second"] = root => root["timestampRFC3339Nano"].PeekText()?.Length is 30,
        ["fewer digits of a second"] = root => root["timestampRFC3339Nano"].PeekText()?.Length is < 30,
        ["task by Fargate's label"] = root => IsTask(root["labels"]["aws.fargate.task.arn"]),
        ["task by the label of the ECS agent"] = root => !IsTask(root["labels"]["aws.fargate.task.arn"]) && IsTask(root["labels"]["container.label.com.amazonaws.ecs.task-arn"]),
        ["task by any other label"] = root => IsTask(root["labels"]["agent.tag.task"]),
        ["task of the old form, without its cluster"] = root => root["labels"].Members.Any(label => Arn.Of(label.Value.PeekText()) is { IsTask: true, ClusterOfTask: null }),
        ["task said by the process"] = root => IsTask(root["content"]["fields"]["proc.cmdline"]) && !root["labels"].Members.Any(label => IsTask(label.Value)),
        ["another partition"] = root => Arn.Of(root["labels"]["aws.fargate.task.arn"].PeekText())?.Partition is "aws-us-gov",
        ["labels of any provider beside those of AWS"] = root => root["labels"]["aws.accountId"].Exists && root["labels"]["cloudProvider.account.id"].Exists,
        ["another cloud"] = root => Is(root["labels"]["cloudProvider.name"], "gcp"),
        ["an instance alone"] = root => root["labels"]["aws.instanceId"].Exists && Is(root["content"]["fields"]["container.id"], "host"),
        ["a container alone"] = root => root["containerId"].PeekText() is not null && root["labels"]["host.hostName"].Exists && root["labels"].Members.Length is 2,
        ["a host alone"] = root => Is(root["sourceDetails"]["sourceSubType"], "host"),
        ["a Kubernetes workload"] = root => root["labels"]["kubernetes.workload.name"].Exists,
        ["a tag of a tactic"] = root => Tags(root).Any(tag => tag is "mitre_execution"),
        ["a tag of a sub-technique"] = root => Tags(root).Any(tag => tag.StartsWith("MITRE_T1059.004", StringComparison.Ordinal)),
        ["a tag of an unknown technique"] = root => Tags(root).Any(tag => tag.StartsWith("MITRE_T9999", StringComparison.Ordinal)),
    };

    private static readonly Dictionary<string, Func<SourceNode, bool>> Falco = new()
    {
        ["Falco's own JSON"] = root => IsAlert(root) && !root["uuid"].Exists && Digits(root["output_fields"]["evt.time"]) is 19 && root["time"].PeekText()?.Length is 30,
        ["fields of their own types"] = root => root["output_fields"]["proc.pid"].PeekDouble() is > 0,
        ["a field that is null"] = root => root["output_fields"].Members.Any(field => !field.Value.Exists),
        ["output alone"] = root => IsAlert(root) && !root["output_fields"].Exists && !root["tags"].Exists && !root["hostname"].Exists && !root["source"].Exists,
        ["message beside output"] = root => IsAlert(root) && root["message"].Exists,
        ["time in text"] = root => root["output_fields"]["evt.time.iso8601"].Exists,
        ["falcosidekick's JSON"] = root => IsAlert(root) && root["uuid"].Exists,
        ["wrapped by SNS, JSON"] = root => SnsEnvelope.Of(root) is { Event: not null },
        ["wrapped by SNS, text and attributes"] = root => SnsEnvelope.Of(root) is { Event: null } envelope && envelope.Attributes["rule"].Exists && envelope.Attributes["tags"].Exists && envelope.Attributes["hostname"].Exists && envelope.Attributes["proc.name"].Exists,
        ["wrapped by SNS, of something else"] = root => SnsEnvelope.Of(root) is { Kind: SnsEnvelope.Notification, Event: null } envelope && !envelope.Attributes.Exists,
        ["a subscription to be confirmed"] = root => Is(root["Type"], "SubscriptionConfirmation"),
        ["Falco's own metrics"] = root => Is(root["rule"], "Falco internal: metrics snapshot"),
        ["events that Falco lost"] = root => Is(root["rule"], "Falco internal: syscall event drop"),
        ["a plugin of AWS CloudTrail"] = root => Is(root["source"], "aws_cloudtrail"),
        ["a plugin of Kubernetes audits"] = root => Is(root["source"], "k8s_audit"),
        ["priority Emergency"] = root => Is(root["priority"], "Emergency"),
        ["priority Alert"] = root => Is(root["priority"], "Alert"),
        ["priority Critical"] = root => Is(root["priority"], "Critical"),
        ["priority Error"] = root => Is(root["priority"], "Error"),
        ["priority Warning"] = root => Is(root["priority"], "Warning"),
        ["priority Notice"] = root => Is(root["priority"], "Notice"),
        ["priority Informational"] = root => Is(root["priority"], "Informational"),
        ["priority Debug"] = root => Is(root["priority"], "Debug"),
        ["priority in lower case, cut short"] = root => Is(root["priority"], "info"),
        ["task by a template"] = root => IsTask(root["output_fields"]["aws.ecs.task.arn"]),
        ["task by any other field"] = root => IsTask(root["output_fields"]["owner.task"]),
        ["task said by the process"] = root => IsTask(root["output_fields"]["proc.args"]),
        ["task by a label of the container"] = root => root["MessageAttributes"].Members.Any(attribute => attribute.Key.StartsWith("container.label[", StringComparison.Ordinal) && IsTask(attribute.Value["Value"])),
        ["a container alone"] = root => root["output_fields"]["container.id"].PeekText() is not (null or "host") && !root["output_fields"]["k8s.ns.name"].Exists && !root["hostname"].Exists,
        ["a Kubernetes pod"] = root => root["output_fields"]["k8s.pod.name"].Exists,
        ["a host alone"] = root => Is(root["output_fields"]["container.id"], "host") && root["hostname"].Exists,
        ["no time"] = root => IsAlert(root) && !root["time"].Exists && !root["output_fields"]["evt.time"].Exists,
    };

    public static TheoryData<string, string> Shapes() => new(
        Sysdig.Keys.Select(shape => ("sysdig", shape)).Concat(Falco.Keys.Select(shape => ("falco", shape))));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_that_is_known_has_a_sample(string source, string shape)
    {
        var shows = (source is "sysdig" ? Sysdig : Falco)[shape];

        Assert.Contains(Sample.All.Where(sample => sample.Source.Name == source).SelectMany(sample => sample.Parsed()), parsed =>
            parsed.Element is EventElement.Readable { Value: var element } && shows(SourceNode.Of(element)));
    }

    private static bool IsPolicy(SourceNode root) => Is(root["type"], "policy");

    private static bool IsAlert(SourceNode root) => root["rule"].Exists && root["priority"].Exists;

    private static bool Is(SourceNode node, string? text) => node.PeekText() == text;

    private static bool IsTask(SourceNode node) => Arn.Of(node.PeekText()) is { IsTask: true };

    private static int? Digits(SourceNode node) => node.PeekText() is { } text && text.All(char.IsAsciiDigit) ? text.Length : null;

    private static bool Acts(SourceNode root, string type, bool successful) =>
        root["actions"].Items.Any(action => Is(action["type"], type) && action["successful"].PeekBool() == successful);

    private static IEnumerable<string?> Fields(SourceNode root) => root["content"]["fields"].Members.Select(field => field.Value.PeekText());

    private static IEnumerable<string> Tags(SourceNode root) => root["content"]["ruleTags"].Items.Select(tag => tag.PeekText()).OfType<string>();
}
