using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Routing;

public sealed class LabelSetTests
{
    [Theory]
    [InlineData("source", "sysdig")]
    [InlineData("rule", "Reverse shell")]
    [InlineData("account", "111122223333")]
    [InlineData("account_name", "payments-prod")]
    [InlineData("region", "eu-west-1")]
    [InlineData("resource_type", "AWS::ECS::Task")]
    [InlineData("cluster", "prod-blue")]
    [InlineData("service", "checkout")]
    [InlineData("task_family", "checkout-family")]
    [InlineData("task", "3f2a")]
    [InlineData("container", "app")]
    [InlineData("image", "example/checkout:1.4", "sha256:ab")]
    [InlineData("process", "ncat")]
    [InlineData("tactic", "TA0002", "Execution")]
    [InlineData("technique", "T1059.004")]
    [InlineData("tag.team", "checkout")]
    [InlineData("label", "container", "network")]
    [InlineData("label.scope", "payments")]
    [InlineData("policy", "")]
    [InlineData("namespace", "")]
    public void A_label_has_the_values_that_the_finding_gives_it(string label, params string[] expected)
    {
        var labels = LabelSet.Of(Sample.Finding());

        Assert.Equal(expected, labels[label]);
    }

    [Fact]
    public void Every_label_of_a_finding_is_known_by_name()
    {
        var labels = LabelSet.Of(Sample.Finding());

        Assert.All(labels.Names, name => Assert.True(LabelSet.IsKnown(name), name));
    }

    [Fact]
    public void A_workload_leaves_out_values_that_a_finding_has_several_of()
    {
        var finding = Sample.Finding();
        var other = finding.Resources![0] with { Uid = "arn:aws:ecs:eu-west-1:111122223333:task/prod-blue/b71d" };
        var sequence = finding with { Resources = [.. finding.Resources, other] };

        var workload = Workload.Of(sequence);

        Assert.Equal("prod-blue", workload.Cluster);
        Assert.Equal("checkout", workload.Service);
        Assert.Null(workload.TaskId);
        Assert.Equal(["3f2a", "b71d"], LabelSet.Of(sequence)["task"]);
    }

    [Fact]
    public void A_workload_is_empty_without_a_resource_of_ECS()
    {
        var finding = Sample.Finding() with { Resources = null, Evidences = null };

        Assert.Equal(new Workload(), Workload.Of(finding));
    }
}
