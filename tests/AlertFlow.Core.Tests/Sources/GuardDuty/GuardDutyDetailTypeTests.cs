using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;

namespace AlertFlow.Tests.Sources.GuardDuty;

/// <summary>The deployed rule lets through what can become a finding, and that is all.</summary>
public sealed class GuardDutyDetailTypeTests
{
    /// <summary>All that GuardDuty sends to EventBridge.</summary>
    /// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-guardduty.html"/>
    private static readonly string[] Sent =
    [
        "GuardDuty Finding",
        "GuardDuty Runtime Protection Healthy",
        "GuardDuty Runtime Protection Unhealthy",
        "GuardDuty Malware Protection Object Scan Result",
        "GuardDuty Malware Protection Resource Status Active",
        "GuardDuty Malware Protection Resource Status Warning",
        "GuardDuty Malware Protection Resource Status Error",
        "GuardDuty Malware Protection Post Scan Action Failed",
    ];

    public static TheoryData<string> DetailTypes => [.. Sent];

    private static SourceTrigger.EventBridge Trigger => Assert.IsType<SourceTrigger.EventBridge>(GuardDutySource.Row.Trigger);

    [Theory]
    [MemberData(nameof(DetailTypes))]
    public void The_rule_lets_through_exactly_what_can_become_a_finding(string detailType)
    {
        var canBecomeOne = Sample.All
            .Where(sample => sample.Source == GuardDutySource.Row)
            .Where(sample => IsOf(detailType, JsonNode.Parse(File.ReadAllText(sample.EventPath))!))
            .Any(sample => sample.Parsed().Any(element => element.Result is ParseResult.Parsed));

        Assert.Equal(Trigger.DetailTypes.Contains(detailType), canBecomeOne);
    }

    [Fact]
    public void The_rule_names_nothing_that_is_never_sent()
    {
        Assert.Equal("aws.guardduty", Trigger.EventSource);
        Assert.All(Trigger.DetailTypes, detailType => Assert.Contains(detailType, Sent));
    }

    [Theory]
    [InlineData("runtime-protection-healthy", "\"GuardDuty Runtime Protection Healthy\" is no finding")]
    [InlineData("malware-protection-active", "\"GuardDuty Malware Protection Resource Status Active\" is no finding")]
    [InlineData("own-api-call", "\"AWS API Call via CloudTrail\" is no finding")]
    [InlineData("object-scan-no-threats-found", "the scan of an object ended with \"NO_THREATS_FOUND\": only THREATS_FOUND is a finding")]
    [InlineData("object-scan-skipped", "the scan of an object ended with \"UNSUPPORTED\": only THREATS_FOUND is a finding")]
    public void What_is_healthy_is_ignored_with_its_reason(string name, string reason) =>
        Assert.Equal(reason, Assert.IsType<ParseResult.Ignored>(GuardDutyEvents.Result(name)).Reason);

    [Fact]
    public void A_state_that_is_not_known_yet_is_ignored_and_named() => Assert.Equal(
        "\"GuardDuty Weather Changed\" is no finding",
        Assert.IsType<ParseResult.Ignored>(GuardDutyEvents.Result("runtime-protection-healthy", root => root["detail-type"] = "GuardDuty Weather Changed")).Reason);

    [Theory]
    [InlineData("runtime-protection-unhealthy", "Runtime Protection Unhealthy", Severity.Medium, ResourceType.Cluster)]
    [InlineData("runtime-protection-unhealthy-eks", "Runtime Protection Unhealthy", Severity.Medium, ResourceType.KubernetesCluster)]
    [InlineData("runtime-protection-unhealthy-ec2", "Runtime Protection Unhealthy", Severity.Medium, ResourceType.Instance)]
    [InlineData("object-scan-threats-found", "Object:S3/MaliciousFile", Severity.High, ResourceType.Bucket)]
    [InlineData("post-scan-action-failed", "Malware Protection Post Scan Action Failed", Severity.Low, ResourceType.Bucket)]
    [InlineData("malware-protection-warning", "Malware Protection Resource Status Warning", Severity.Low, ResourceType.Bucket)]
    [InlineData("malware-protection-error", "Malware Protection Resource Status Error", Severity.Medium, ResourceType.Bucket)]
    public void Lost_protection_and_a_malicious_object_are_findings(string name, string rule, Severity severity, string resourceType)
    {
        var finding = GuardDutyEvents.Finding(name);

        Assert.Equal((rule, severity), (finding.FindingInfo.Analytic.Name, finding.SeverityId));
        Assert.Equal(resourceType, finding.CorrelatedResource!.Type);
        Assert.Null(finding.Count);
    }

    [Fact]
    public void A_cluster_that_is_not_covered_meets_the_findings_of_that_cluster() => Assert.Equal(
        IncidentKey.Of(GuardDutyEvents.Finding("attack-sequence-ecs-cluster")),
        IncidentKey.Of(GuardDutyEvents.Finding("runtime-protection-unhealthy")));

    [Fact]
    public void A_malicious_object_is_one_signal_whoever_tells_of_it()
    {
        var (scan, finding) = (GuardDutyEvents.Finding("object-scan-threats-found"), GuardDutyEvents.Finding("s3-object-malicious-file"));

        Assert.Equal(IncidentKey.Of(finding), IncidentKey.Of(scan));
        Assert.Equal(finding.FindingInfo.Analytic.Name, scan.FindingInfo.Analytic.Name);
    }

    /// <summary>An event without an id is known by what it says, and another change of the same resource is another one.</summary>
    [Theory]
    [InlineData("runtime-protection-unhealthy", "lastUpdatedAt")]
    [InlineData("post-scan-action-failed", "eventTime")]
    public void A_copy_of_a_state_is_the_same_occurrence_and_the_next_change_is_another(string name, string time)
    {
        var first = GuardDutyEvents.Finding(name);
        var copy = GuardDutyEvents.Finding(name, root => root["id"] = "another-delivery");
        var next = GuardDutyEvents.Finding(name, root => root["detail"]![time] = "2026-03-15T09:00:00Z");

        Assert.Equal(first.Metadata.Uid, copy.Metadata.Uid);
        Assert.NotEqual(first.Metadata.Uid, next.Metadata.Uid);
    }

    [Fact]
    public void A_scan_without_a_result_is_malformed() => Assert.Equal(
        "it has no scan result: neither \"scanResultStatus\" nor \"scanStatus\"",
        Assert.IsType<ParseResult.Malformed>(GuardDutyEvents.Result("object-scan-threats-found", root =>
        {
            _ = root["detail"]!.AsObject().Remove("scanResultDetails");
            _ = root["detail"]!.AsObject().Remove("scanStatus");
        })).Reason);

    private static bool IsOf(string detailType, JsonNode root) => string.Equals(root["detail-type"]?.ToString(), detailType, StringComparison.OrdinalIgnoreCase);
}
