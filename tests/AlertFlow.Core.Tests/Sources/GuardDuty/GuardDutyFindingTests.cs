using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Tests.Sources.GuardDuty;

public sealed class GuardDutyFindingTests
{
    /// <summary>The administrator's bus and the member's have it under two ids and at two times.</summary>
    [Fact]
    public void A_finding_that_administrator_and_member_deliver_counts_once()
    {
        var (member, administrator) = (GuardDutyEvents.Finding("member-account"), GuardDutyEvents.Finding("member-account-seen-by-administrator"));
        var history = new History();

        var first = history.Receive(Some.Noon, member);
        var second = history.Receive(Some.Noon.AddSeconds(20), administrator);

        Assert.Equal(member.Metadata.Uid, administrator.Metadata.Uid);
        Assert.Equal(IncidentKey.Of(member), IncidentKey.Of(administrator));
        Assert.Equal("444455556666", administrator.Cloud.Account!.Uid);
        Assert.Equal((DecisionReason.Opened, DecisionReason.NoNewCount), (first.Reason, second.Reason));
        Assert.Equal(1, Assert.Single(history.Told).Count);
    }

    [Fact]
    public void An_update_counts_what_is_new_whichever_bus_it_comes_from()
    {
        var history = new History();
        _ = history.Receive(Some.Noon, GuardDutyEvents.Finding("member-account", Seen(3)));
        _ = history.Receive(Some.Noon.AddMinutes(1), GuardDutyEvents.Finding("member-account-seen-by-administrator", Seen(3)));
        _ = history.Receive(Some.Noon.AddMinutes(2), GuardDutyEvents.Finding("member-account-seen-by-administrator", Seen(7)));
        _ = history.Receive(Some.Noon.AddMinutes(3), GuardDutyEvents.Finding("member-account", Seen(7)));

        _ = history.RunOut();

        Assert.Equal(7, history.Told.Sum(told => told.Delta));

        static Action<JsonNode> Seen(int count) => root => root["detail"]!["service"]!["count"] = count;
    }

    [Theory]
    [InlineData("attack-sequence-ecs-cluster", ResourceType.Cluster, "arn:aws:ecs:eu-central-1:111122223333:cluster/prod-blue")]
    [InlineData("attack-sequence-ecs-tasks-only", ResourceType.Cluster, "arn:aws:ecs:eu-central-1:111122223333:cluster/prod-blue")]
    [InlineData("attack-sequence-two-clusters", ResourceType.Account, "111122223333")]
    [InlineData("attack-sequence-eks-cluster", ResourceType.KubernetesCluster, "arn:aws:eks:eu-central-1:111122223333:cluster/eks-blue")]
    [InlineData("attack-sequence-ec2-group", "AWS::AutoScaling::AutoScalingGroup", "arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:uuid:autoScalingGroupName/web")]
    [InlineData("attack-sequence-iam-credentials", ResourceType.AccessKey, "ASIAEXAMPLEKEY000009")]
    [InlineData("attack-sequence-s3-data", ResourceType.Bucket, "example-uploads")]
    [InlineData("attack-sequence-without-details", ResourceType.Account, "111122223333")]
    public void An_attack_sequence_belongs_to_what_its_type_is_about_and_never_to_a_task(string name, string type, string uid)
    {
        var finding = GuardDutyEvents.Finding(name);

        Assert.Equal((type, uid), (finding.CorrelatedResource!.Type, finding.Metadata.CorrelationUid));
        Assert.Same(finding.Resources![0], finding.CorrelatedResource);
    }

    [Fact]
    public void An_attack_sequence_relates_its_tasks_and_signals()
    {
        var finding = GuardDutyEvents.Finding("attack-sequence-ecs-cluster");

        Assert.Equal(["checkout", "checkout"], finding.TaskFamilies);
        Assert.Equal(2, finding.TaskIds.Count());
        Assert.Equal(["Execution:Runtime/SuspiciousTool", "GetSecretValue"], finding.FindingInfo.RelatedEvents!.Select(signal => signal.Title));
        Assert.Equal(2, finding.FindingInfo.RelatedEventsCount);
    }

    [Theory]
    [InlineData("ATTACK_TECHNIQUE", "T1496", "T1496")]
    [InlineData("ATTACK_TECHNIQUE", "T1059.004 - Unix Shell", "T1059")]
    [InlineData("ATTACK_TECHNIQUE", "Resource Hijacking (T1496)", "T1496")]
    [InlineData("ATTACK_TACTIC", "Credential Access", "TA0006")]
    [InlineData("ATTACK_TACTIC", "TA0006: Credential Access", "TA0006")]
    [InlineData("ATTACK_TECHNIQUE", "none", null)]
    public void An_indicator_is_read_with_or_without_words(string key, string value, string? uid)
    {
        var finding = GuardDutyEvents.Finding("attack-sequence-ecs-cluster", root =>
            root["detail"]!["service"]!["detection"]!["sequence"]!["sequenceIndicators"] = new JsonArray(new JsonObject { ["key"] = key, ["values"] = new JsonArray(value) }));

        Assert.Equal(uid, finding.Attacks?[0].Technique?.Uid ?? finding.Attacks?[0].Tactic?.Uid);
    }

    [Theory]
    [InlineData("ecs-fargate-suspicious-tool", "eu-central-1.console.aws.amazon.com")]
    [InlineData("china-partition", "cn-north-1.console.amazonaws.cn")]
    [InlineData("member-account-gov", "us-gov-west-1.console.amazonaws-us-gov.com")]
    public void A_finding_links_to_the_console_of_its_partition(string name, string host) =>
        Assert.Equal(host, new Uri(GuardDutyEvents.Finding(name).FindingInfo.SrcUrl!).Host);

    [Theory]
    [InlineData("region", "aws")]
    [InlineData("eu-central-1.example.com#", "aws")]
    [InlineData("us-iso-east-1", "aws-iso")]
    [InlineData("eu-central-1", "elsewhere")]
    public void A_place_without_a_known_console_has_no_link(string region, string partition) => Assert.Null(
        GuardDutyEvents.Finding("ecs-fargate-suspicious-tool", root =>
        {
            root["detail"]!["region"] = region;
            root["detail"]!["partition"] = partition;
        }).FindingInfo.SrcUrl);

    [Theory]
    [InlineData("eu-central-1", "console.aws.amazon.com")]
    [InlineData("cn-northwest-1", "console.amazonaws.cn")]
    [InlineData("us-gov-east-1", "console.amazonaws-us-gov.com")]
    public void Without_a_partition_the_region_tells_it(string region, string domain) => Assert.Equal($"https://{region}.{domain}", AwsConsole.Of(null, region));

    [Fact]
    public void The_task_is_told_without_any_call()
    {
        var workload = Workload.Of(GuardDutyEvents.Finding("ecs-fargate-image-digest"));

        Assert.Equal(
            ("prod-blue", "checkout", "checkout", "3f2a9c4d5e6f708192a3b4c5d6e7f801", "FARGATE", "app"),
            (workload.Cluster, workload.Service, workload.TaskFamily, workload.TaskId, workload.LaunchType, workload.Container));
        Assert.EndsWith("/checkout:1.4@sha256:c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1", workload.Image, StringComparison.Ordinal);
        Assert.Equal("checkout:42", GuardDutyEvents.Finding("ecs-fargate-image-digest").Resources![0].Data!.Member("task_definition"));
    }

    [Fact]
    public void Of_several_containers_the_one_that_is_named_ran_it() =>
        Assert.Equal("envoy", GuardDutyEvents.Finding("ecs-sidecar-named").Evidences![0].Container!.Name);

    [Fact]
    public void A_custom_detection_rule_goes_by_its_own_name()
    {
        var info = GuardDutyEvents.Finding("custom-detection-rule").FindingInfo;

        Assert.Equal(("No kubectl in checkout", "Execution:Runtime/CustomDetection"), (info.Analytic.Name, Assert.Single(info.Types!)));
    }

    [Fact]
    public void A_hash_that_is_no_SHA_256_is_not_called_one()
    {
        var finding = GuardDutyEvents.Finding("instance-kernel-module", root =>
            root["detail"]!["service"]!["runtimeDetails"]!["context"]!["moduleSha256"] = "d41d8cd98f00b204e9800998ecf8427e");

        Assert.Null(finding.Evidences![0].File!.Hashes);
        Assert.Contains("d41d8cd98f00b204e9800998ecf8427e", FindingJson.Write(finding), StringComparison.Ordinal);
    }
}
