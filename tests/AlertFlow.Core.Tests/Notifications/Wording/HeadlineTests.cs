using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using AlertFlow.Tests.Channels;

namespace AlertFlow.Tests.Notifications.Wording;

public sealed class HeadlineTests
{
    [Theory]
    [InlineData(Severity.Unknown, "⬜ UNKNOWN · ")]
    [InlineData(Severity.Informational, "⬜ INFORMATIONAL · ")]
    [InlineData(Severity.Low, "🟦 LOW · ")]
    [InlineData(Severity.Medium, "🟨 MEDIUM · ")]
    [InlineData(Severity.High, "🟧 HIGH · ")]
    [InlineData(Severity.Critical, "🟥 CRITICAL · ")]
    [InlineData(Severity.Fatal, "🟥 FATAL · ")]
    [InlineData(Severity.Other, "⬜ OTHER · ")]
    public void Each_severity_has_its_own_word(Severity severity, string start) =>
        Assert.StartsWith(start, Headline.Of(Examples.Opened with { Severity = severity }), StringComparison.Ordinal);

    [Fact]
    public void No_severity_was_forgotten() => Assert.Equal(8, Enum.GetValues<Severity>().Select(Headline.Word).Distinct().Count());

    [Theory]
    [InlineData("opened", "🟧 HIGH · Launch Suspicious Network Tool in Container · checkout/3f2a · payments-prod")]
    [InlineData("escalated", "🟥 now CRITICAL: Reverse shell · checkout/3f2a · payments-prod")]
    [InlineData("new-signal", "🟧 HIGH · new: Bitcoin tool (DNS), GuardDuty · checkout/3f2a · payments-prod")]
    [InlineData("summary", "🟧 HIGH · +12 in 15 min · Launch Suspicious Network Tool in Container · checkout/3f2a · payments-prod")]
    [InlineData(
        "still-active",
        "🟧 HIGH · still active after 24 h · Launch Suspicious Network Tool in Container · checkout/3f2a · payments-prod")]
    [InlineData("reopened", "🟧 HIGH · back after 3 h 21 min · Launch Suspicious Network Tool in Container · checkout/3f2a · payments-prod")]
    [InlineData(
        "closed",
        "⬜ Quiet: nothing new for 90 min – not proof that it is over · Launch Suspicious Network… · checkout/3f2a · payments-prod")]
    [InlineData("archived", "⬜ Closed: archived at the source · Bitcoin tool (DNS) · checkout/3f2a · payments-prod")]
    public void The_first_line_says_how_bad_what_and_where(string example, string line) =>
        Assert.Equal(line, Headline.Of(Examples.All[example]));

    [Theory]
    [InlineData(ResourceType.Instance, "i-0abc", "x", "instance i-0abc")]
    [InlineData(ResourceType.Cluster, "prod", "x", "no task: cluster prod")]
    [InlineData(ResourceType.Cluster, "prod", "AttackSequence:ECS/CompromisedCluster", "cluster prod")]
    [InlineData(ResourceType.Cluster, "prod", "[SAMPLE] AttackSequence:ECS/CompromisedCluster", "cluster prod")]
    [InlineData(ResourceType.Cluster, "prod", "Runtime Protection Unhealthy", "cluster prod")]
    [InlineData(ResourceType.Container, "app", "x", "no task: container app")]
    [InlineData(ResourceType.AccessKey, "deploy", "x", "access key deploy")]
    [InlineData("AWS::SQS::Queue", "jobs", "x", "Queue jobs")]
    public void A_resource_that_is_not_a_task_names_its_kind(string type, string name, string rule, string place) => Assert.Contains(
        $" · {place} · ",
        Headline.Of(
            Examples.Opened with
            {
                Lead = Examples.Opened.Lead with { Rule = rule },
                Resource = Examples.Opened.Resource with { Type = type, Name = name },
            }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "aws",
        "eu-central-1",
        "https://eu-central-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/3f2a/configuration?region=eu-central-1")]
    [InlineData(
        "aws-cn",
        "cn-north-1",
        "https://cn-north-1.console.amazonaws.cn/ecs/v2/clusters/prod/tasks/3f2a/configuration?region=cn-north-1")]
    [InlineData(
        "aws-us-gov",
        "us-gov-west-1",
        "https://us-gov-west-1.console.amazonaws-us-gov.com/ecs/v2/clusters/prod/tasks/3f2a/configuration?region=us-gov-west-1")]
    [InlineData("aws-other", "eu-central-1", null)]
    [InlineData("aws", "region", null)]
    public void A_task_has_its_page_in_the_console_of_its_partition(string partition, string region, string? page) =>
        Assert.Equal(
            page,
            ContextLinks.TaskPage(Examples.Opened.Resource with { Uid = $"arn:{partition}:ecs:{region}:111122223333:task/prod/3f2a" }));

    [Theory]
    [InlineData(
        "arn:aws:ecs:eu-central-1:111122223333:cluster/prod",
        "https://eu-central-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks?region=eu-central-1")]
    [InlineData(
        "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/prod",
        "https://cn-north-1.console.amazonaws.cn/ecs/v2/clusters/prod/tasks?region=cn-north-1")]
    [InlineData("arn:aws:ecs:eu-central-1:111122223333:cluster/a b", null)]
    public void A_cluster_has_the_page_of_its_tasks(string uid, string? page) =>
        Assert.Equal(page, ContextLinks.ClusterPage(Examples.Opened.Resource with { Type = ResourceType.Cluster, Uid = uid }));

    [Theory]
    [InlineData("https://example.com/a?b=c#d", "https://example.com/a?b=c#d")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/relative", null)]
    [InlineData("https://user:x@example.com", null)]
    [InlineData("https://exämple.com", null)]
    [InlineData("https://example.com/?token=x", null)]
    [InlineData("https://example.com/a|b'c\"d<e>", "https://example.com/a%7Cb%27c%22d%3Ce%3E")]
    public void Only_a_plain_web_address_is_linked(string url, string? linked) => Assert.Equal(linked, SafeUrl.Of(url));
}
