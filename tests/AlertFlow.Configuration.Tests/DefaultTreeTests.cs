using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Configuration.Tests;

public sealed class DefaultTreeTests
{
    private static readonly RoutesResult.Valid Result = Assert.IsType<RoutesResult.Valid>(RoutesFile.CompileDefault(Catalogue.Channels));

    [Fact]
    public void The_shipped_tree_has_no_warnings_and_states_the_defaults()
    {
        Assert.Empty(Result.Warnings);
        Assert.Equal(new Timers(), Result.Config.Timers);
    }

    [Theory]
    [InlineData(Severity.Fatal, "default > urgent", "slack", "sns")]
    [InlineData(Severity.Critical, "default > urgent", "slack", "sns")]
    [InlineData(Severity.High, "default > urgent", "slack", "sns")]
    [InlineData(Severity.Medium, "default > worth a look", "slack")]
    [InlineData(Severity.Low, "default")]
    [InlineData(Severity.Informational, "default")]
    [InlineData(Severity.Unknown, "default")]
    public void Severity_decides_which_receivers_are_notified(Severity severity, string route, params string[] receivers)
    {
        var destinations = Router.Route(Result.Config, LabelSet.Of([]), severity);

        Assert.Equal(route, destinations.Route);
        Assert.Equal(receivers, destinations.Receivers);
    }

    [Theory]
    [InlineData("Execution:Runtime/ReverseShell", true)]
    [InlineData("Reverse Shell Detected", true)]
    [InlineData("Redirect STDOUT/STDIN to Network Connection in Container", true)]
    [InlineData("Impact:Runtime/CryptoMinerExecuted", true)]
    [InlineData("Detect crypto miners using the Stratum protocol", true)]
    [InlineData("Impact:Runtime/BitcoinDomainRequest.Reputation", false)]
    [InlineData("CryptoCurrency:Runtime/BitcoinTool.B!DNS", false)]
    [InlineData("Backdoor:Runtime/C&CActivity.B", true)]
    [InlineData("Backdoor:Runtime/C&CActivity.B!DNS", true)]
    [InlineData("Outbound Connection to C2 Servers", true)]
    [InlineData("PrivilegeEscalation:Runtime/RuncContainerEscape", true)]
    [InlineData("PrivilegeEscalation:Runtime/CGroupsReleaseAgentModified", true)]
    [InlineData("Detect release_agent File Container Escapes", true)]
    [InlineData("Terminal shell in container", false)]
    [InlineData("Execution:Runtime/SuspiciousTool", false)]
    public void Findings_that_are_always_critical_are_critical(string rule, bool critical)
    {
        var over = RoutingDecision.OverrideFor(Result.Config, LabelSet.Of([new("rule", rule)]), Severity.Low);

        Assert.Equal(critical ? Severity.Critical : null, over?.Severity);
    }

    /// <summary>CreateSampleFindings plays every rule there is.</summary>
    [Theory]
    [InlineData("Execution:Runtime/ReverseShell")]
    [InlineData("Impact:Runtime/CryptoMinerExecuted")]
    [InlineData("Backdoor:Runtime/C&CActivity.B")]
    public void A_sample_finding_is_recorded_and_notifies_nobody(string rule)
    {
        var labels = LabelSet.Of([new("rule", rule), new("label", SampleFinding.Label)]);

        Assert.Null(RoutingDecision.OverrideFor(Result.Config, labels, Severity.High));
        Assert.Empty(Router.Route(Result.Config, labels, Severity.Informational).Receivers);
    }

    [Theory]
    [InlineData("AWS::ECS::Task", "Execution:Runtime/ReverseShell", "compromised-ecs")]
    [InlineData("AWS::IAM::AccessKey", "CredentialAccess:IAMUser/AnomalousBehavior", "compromised-creds")]
    [InlineData("AWS::EC2::Instance", "Trojan:EC2/DropPoint", "compromised-ec2")]
    public void A_notification_links_its_runbook(string resourceType, string rule, string page)
    {
        var labels = LabelSet.Of([new("resource_type", resourceType), new("rule", rule)]);

        Assert.Contains(page, RoutingDecision.RunbookFor(Result.Config, labels, Severity.High)?.Url, StringComparison.Ordinal);
    }
}
