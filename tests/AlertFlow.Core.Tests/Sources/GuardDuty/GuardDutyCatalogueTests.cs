using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlertFlow.Tests.Sources.GuardDuty;

/// <summary>Says which shape of GuardDuty's events has no sample: a member of the API's model, a value, or a quirk.</summary>
public sealed class GuardDutyCatalogueTests
{
    private static readonly IReadOnlyList<string> Members = [.. ReadMembers()];

    private static readonly HashSet<string> Maps =
        [.. Members.SelectMany(member => Enumerable.Range(0, member.Length).Where(at => member.AsSpan(at).StartsWith("{}")).Select(at => member[..at]))];

    private static readonly ILookup<string, string> Values = GuardDutyEvents.All
        .SelectMany(root => GuardDutyEvents.Leaves(root, _ => false))
        .ToLookup(leaf => leaf.Path, leaf => leaf.Value);

    /// <summary>Values that change how an event is read, by the path of their member.</summary>
    public static TheoryData<string, string> Kinds =>
    [
        .. Each("detail-type",
            "GuardDuty Finding", "GuardDuty Runtime Protection Healthy", "GuardDuty Runtime Protection Unhealthy",
            "GuardDuty Malware Protection Object Scan Result", "GuardDuty Malware Protection Post Scan Action Failed",
            "GuardDuty Malware Protection Resource Status Active", "GuardDuty Malware Protection Resource Status warning",
            "GuardDuty Malware Protection Resource Status Error", "AWS API Call via CloudTrail"),
        .. Each("detail.resource.resourceType",
            "AccessKey", "AttackSequence", "BedrockGuardrail", "Container", "EBSSnapshot", "EBSVolume", "EC2Image", "EC2RecoveryPoint", "ECSCluster", "EKSCluster",
            "Instance", "KubernetesCluster", "KubernetesWorkload", "Lambda", "RDSDBInstance", "RDSLimitlessDB", "S3Bucket", "S3Object", "S3RecoveryPoint"),
        .. Each("detail.service.action.actionType",
            "AWS_API_CALL", "DNS_REQUEST", "KUBERNETES_API_CALL", "NETWORK_CONNECTION", "PORT_PROBE", "RDS_LOGIN_ATTEMPT"),
        .. Each("detail.service.action.networkConnectionAction.connectionDirection", "INBOUND", "OUTBOUND"),
        .. Each("detail.service.resourceRole", "ACTOR", "TARGET"),
        .. Each("detail.service.featureName", "Correlation", "EbsVolumeScan", "RuntimeMonitoring"),
        .. Each("detail.service.detection.sequence.signals[].type",
            "CLOUD_TRAIL", "DNS_LOGS", "EKS_AUDIT_LOGS", "FINDING", "FLOW_LOGS", "RUNTIME_MONITORING", "S3_DATA_EVENTS"),
        .. Each("detail.service.detection.sequence.resources[].resourceType",
            "ACCESS_KEY", "AUTOSCALING_AUTO_SCALING_GROUP", "BEDROCK_GUARDRAIL", "CLOUDFORMATION_STACK", "CONTAINER", "EC2_IMAGE", "EC2_INSTANCE",
            "EC2_LAUNCH_TEMPLATE", "EC2_NETWORK_INTERFACE", "EC2_VPC", "ECS_CLUSTER", "ECS_TASK", "EKS_CLUSTER", "IAM_INSTANCE_PROFILE",
            "KUBERNETES_WORKLOAD", "S3_BUCKET", "S3_OBJECT", "SAGEMAKER_ENDPOINT"),
        .. Each("detail.type",
            "AttackSequence:EC2/CompromisedInstanceGroup", "AttackSequence:ECS/CompromisedCluster", "AttackSequence:EKS/CompromisedCluster",
            "AttackSequence:IAM/CompromisedCredentials", "AttackSequence:S3/CompromisedData"),
        .. Each("detail.resource.ecsClusterDetails.taskDetails.launchType", "EC2", "FARGATE"),
        .. Each("detail.partition", "aws", "aws-cn", "aws-us-gov"),
        .. Each("detail.resourceDetails.resourceType", "EC2", "ECS", "EKS"),
        .. Each("detail.scanResultDetails.scanResultStatus", "NO_THREATS_FOUND", "THREATS_FOUND", "UNSUPPORTED"),
        .. Each("detail.resourceStatus", "ACTIVE", "ERROR", "WARNING"),
    ];

    private static readonly Dictionary<string, Func<JsonNode, bool>> QuirksOfOne = new()
    {
        ["additional information is empty"] = detail => detail["service"]?["additionalInfo"] is JsonObject { Count: 0 },
        ["additional information says sample"] = detail => detail["service"]?["additionalInfo"]?["sample"] is not null,
        ["additional information says sample in its value alone"] = detail =>
            detail["service"]?["additionalInfo"] is JsonObject info && info["sample"] is null && info["value"]?.ToString() is { } value && value.StartsWith("{\"sample\":true", StringComparison.Ordinal),
        ["what is unusual is a text"] = detail => Unusual(detail) is JsonValueKind.String,
        ["what is unusual is a number"] = detail => Unusual(detail) is JsonValueKind.Number,
        ["what is unusual is an object"] = detail => Unusual(detail) is JsonValueKind.Object,
        ["evidence is null"] = detail => detail["service"] is JsonObject service && service.ContainsKey("evidence") && service["evidence"] is null,
        ["evidence is an object"] = detail => detail["service"]?["evidence"] is JsonObject,
        ["details are null"] = detail => detail["resource"] is JsonObject resource && resource.Any(member => member.Value is null),
        ["the action is empty"] = detail => detail["service"]?["action"] is JsonObject { Count: 0 },
        ["a time is a number of seconds with a fraction"] = detail => detail["resource"]?["ecsClusterDetails"]?["taskDetails"]?["createdAt"]?.GetValueKind() is JsonValueKind.Number,
        ["a time of the context is a number"] = detail => Modified(detail) is JsonValueKind.Number,
        ["a time of the context is a text"] = detail => Modified(detail) is JsonValueKind.String,
        ["a time has no T"] = detail => detail["createdAt"]?.ToString().Contains(' ', StringComparison.Ordinal) is true,
        ["an autonomous system is -1, in a text"] = detail => detail["service"]?["action"]?["awsApiCallAction"]?["remoteIpDetails"]?["organization"]?["asn"]?.ToString() is "-1",
        ["a key is in Pascal case alone"] = detail => detail["service"]?["action"]?["rdsLoginAttemptAction"]?["LoginAttributes"] is not null,
        ["all is in Pascal case"] = detail => detail["Id"] is not null && detail["Resource"] is not null,
        ["a severity is written with its fraction"] = detail => detail["severity"]?.ToJsonString() is "5.0",
        ["a severity lies above a step"] = detail => detail["severity"]?.ToJsonString() is "9.5",
        ["a count is above 1"] = detail => detail["service"]?["count"]?.GetValue<int>() > 1,
        ["it is archived"] = detail => detail["service"]?["archived"]?.GetValue<bool>() is true,
        ["a confidence of 0 is a false positive"] = detail => detail["confidence"]?.ToString() is "0",
        ["the type is outside the grammar"] = detail => detail["type"]?.ToString().Contains(' ', StringComparison.Ordinal) is true,
        ["the resource has no type"] = detail => detail["resource"] is JsonObject { Count: > 0 } resource && resource["resourceType"] is null,
        ["there is neither service nor title"] = detail => detail["resource"] is not null && detail["service"] is null && detail["title"] is null,
        ["details of several kinds stand side by side"] = detail => detail["resource"] is JsonObject resource && resource.Count(member => member.Value is not null) > 3,
        ["an attack sequence has no details"] = detail => detail["resource"]?["resourceType"]?.ToString() is "AttackSequence" && detail["service"]?["detection"] is null,
        ["a task names no service"] = detail => detail["resource"]?["ecsClusterDetails"]?["taskDetails"]?["group"]?.ToString().StartsWith("family:", StringComparison.Ordinal) is true,
        ["an ARN has the old form"] = detail => detail["resource"]?["ecsClusterDetails"]?["taskDetails"]?["arn"]?.ToString().Split('/').Length is 2,
        ["a task has several containers"] = detail => detail["resource"]?["ecsClusterDetails"]?["taskDetails"]?["containers"] is JsonArray { Count: > 1 },
        ["an image is pinned"] = detail => detail.ToJsonString().Contains("@sha256:", StringComparison.Ordinal),
        ["threats are counted and not named one by one"] = detail => detail["service"]?["ebsVolumeScanDetails"]?["scanDetections"]?["threatDetectedByName"]?["shortened"]?.GetValue<bool>() is true,
        ["a custom detection rule is named"] = detail => detail["customDetectionRuleName"] is not null,
    };

    private static readonly Dictionary<string, Func<IReadOnlyList<JsonNode>, bool>> QuirksOfSeveral = new()
    {
        ["one finding is delivered twice, under two ids"] = roots => Again(roots, (one, other) => one["account"]!.ToString() != other["account"]!.ToString()),
        ["an update has the same id and a greater count"] = roots => Again(roots, (one, other) => Count(one) < Count(other)),
    };

    public static TheoryData<string> Quirks => [.. QuirksOfOne.Keys, .. QuirksOfSeveral.Keys];

    [Fact]
    public void Every_member_that_the_API_knows_is_in_a_sample()
    {
        var present = GuardDutyEvents.All.SelectMany(root => GuardDutyEvents.Leaves(root["detail"] ?? root, Maps.Contains)).Select(leaf => leaf.Path).ToHashSet();

        Assert.Equal(599, Members.Count);
        string[] missing = [.. Members.Where(member => !present.Contains(member))];
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_in_a_sample(string path, string kind) => Assert.Contains(kind, Values[path]);

    [Theory]
    [MemberData(nameof(Quirks))]
    public void Every_quirk_is_in_a_sample(string quirk) =>
        Assert.True(QuirksOfOne.TryGetValue(quirk, out var shown) ? GuardDutyEvents.All.Any(root => shown(root["detail"] ?? root)) : QuirksOfSeveral[quirk](GuardDutyEvents.All));

    private static IEnumerable<(string, string)> Each(string path, params string[] values) => values.Select(value => (path, value));

    private static JsonValueKind? Unusual(JsonNode detail) => detail["service"]?["additionalInfo"]?["unusual"]?.GetValueKind();

    private static JsonValueKind? Modified(JsonNode detail) => detail["service"]?["runtimeDetails"]?["context"]?["modifiedAt"]?.GetValueKind();

    private static int Count(JsonNode root) => root["detail"]!["service"]!["count"]!.GetValue<int>();

    private static bool Again(IReadOnlyList<JsonNode> roots, Func<JsonNode, JsonNode, bool> differs)
    {
        JsonNode[] findings = [.. roots.Where(root => root["detail"]?["id"] is not null && root["detail"]?["service"] is not null)];
        return findings.Any(one => findings.Any(other =>
            one["detail"]!["id"]!.ToString() == other["detail"]!["id"]!.ToString() && one["id"]!.ToString() != other["id"]!.ToString() && differs(one, other)));
    }

    private static IEnumerable<string> ReadMembers() =>
        from line in File.ReadLines(Path.Combine(Repository.Root, "tests", "AlertFlow.Core.Tests", "Sources", "GuardDuty", "members.txt"))
        where line is not ['#', ..]
        let parts = line.Split(": ")
        from leaf in parts[1].Split(' ')
        select parts[0] is "." ? leaf : $"{parts[0]}.{leaf}";
}
