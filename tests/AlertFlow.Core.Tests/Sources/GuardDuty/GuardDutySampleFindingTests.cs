using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Tests.Sources.GuardDuty;

/// <summary>Samples play the gravest rules on one task that does not exist.</summary>
public sealed class GuardDutySampleFindingTests
{
    private static readonly string[] Samples = ["sample-reverse-shell", "sample-miner-in-value", "sample-told-in-value-only", "sample-attack-sequence"];

    /// <summary>All that a deployment may have: everything is Critical, and everything above Informational pages.</summary>
    private static readonly RoutingConfig Paging = Some.Config with
    {
        Route = new Route
        {
            Name = "default",
            Receivers = ["slack"],
            Routes = [new Route { Name = "page", Matchers = [new Matcher("severity", MatchOperator.AtLeast, "Low")], Receivers = ["pager"] }],
        },
        SeverityOverrides = [new([new("rule", MatchOperator.Matches, ".*")], Severity.Critical), new([new("label", MatchOperator.NotEqual, "x")], Severity.Critical)],
    };

    public static TheoryData<string> Names => [.. Samples];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_is_Informational_says_so_and_keeps_what_it_plays(string name)
    {
        var finding = GuardDutyEvents.Finding(name);

        Assert.True(finding.IsSample);
        Assert.Equal(Severity.Informational, finding.SeverityId);
        Assert.True(finding.VendorAttributes!.SeverityId.IsAtLeast(Severity.High));
        Assert.Equal(["sample-finding"], LabelSet.Of(finding)["label"]);
    }

    [Fact]
    public void Samples_never_collapse_into_one_incident()
    {
        Finding[] findings = [.. Samples.Select(name => GuardDutyEvents.Finding(name))];

        Assert.Equal(findings.Length, findings.Select(IncidentKey.Of).Distinct().Count());
        Assert.Equal(2, findings.Select(finding => finding.Metadata.CorrelationUid).Distinct().Count());
        Assert.Equal(IncidentKey.Of(findings[0]), IncidentKey.Of(GuardDutyEvents.Finding(Samples[0], root => root["detail"]!["service"]!["count"] = 5)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_never_pages_above_the_lowest_route(string name)
    {
        var history = new History(Paging);

        var outcome = history.Receive(Some.Noon, GuardDutyEvents.Finding(name));

        Assert.Equal(DecisionReason.Opened, outcome.Reason);
        var told = Assert.Single(history.Told);
        Assert.Equal((Severity.Informational, "default", false), (told.Severity, told.Route, told.Urgent));
        Assert.Equal(["slack"], told.Receivers);
        Assert.StartsWith("⬜ INFORMATIONAL · [SAMPLE] ", Headline.Of(told), StringComparison.Ordinal);
        Assert.DoesNotContain(ContextLinks.Of(told), link => link.Label is "ECS task" or "ECS cluster");
    }

    [Fact]
    public void A_sample_pages_where_an_override_asks_for_samples()
    {
        var history = new History(Paging with { SeverityOverrides = [new([new("label", MatchOperator.Equal, SampleFinding.Label)], Severity.High)] });

        _ = history.Receive(Some.Noon, GuardDutyEvents.Finding("sample-reverse-shell"));

        Assert.Equal((Severity.High, "page"), (history.Told[0].Severity, history.Told[0].Route));
    }

    [Fact]
    public void The_explanation_says_why_an_override_leaves_a_sample_alone()
    {
        var finding = GuardDutyEvents.Finding("sample-reverse-shell");

        var explanation = Explanation.Of(Paging, LabelSet.Of(finding), finding.SeverityId, Some.Noon);

        Assert.Equal(Severity.Informational, explanation.Severity);
        Assert.Equal("a sample finding is re-rated by its label alone: label = sample-finding", explanation.Overrides[0].Why);
    }

    /// <summary>An attacker may choose a user agent, a domain or a file name, and so hide nothing.</summary>
    [Theory]
    [InlineData("""{"value":"{\"note\":\"\\\"sample\\\":true\"}"}""")]
    [InlineData("""{"value":"[{\"sample\":true}]"}""")]
    [InlineData("""{"value":"{\"userAgent\":{\"sample\":true}}"}""")]
    [InlineData("""{"value":"{\"sample\":false}"}""")]
    [InlineData("""{"value":"\"sample\":true"}""")]
    [InlineData("""{"value":"{\"\\ud800\":1,\"sample\":"}""")]
    [InlineData("""{"sample":false}""")]
    [InlineData("""{"sample":"yes"}""")]
    [InlineData("""{"userAgent":{"sample":true}}""")]
    [InlineData("""{"value":{"sample":true}}""")]
    [InlineData("""["sample"]""")]
    public void Nothing_but_the_mark_itself_makes_a_sample(string additional) => Assert.False(
        GuardDutyEvents.Finding("ecs-fargate-suspicious-tool", root => root["detail"]!["service"]!["additionalInfo"] = JsonNode.Parse(additional)).IsSample);

    [Theory]
    [InlineData("""{"sample":true}""")]
    [InlineData("""{"sample":"true"}""")]
    [InlineData("""{"value":"{\"\\ud800\":1,\"sample\":true}"}""")]
    public void The_mark_makes_a_sample(string additional) => Assert.True(
        GuardDutyEvents.Finding("ecs-fargate-suspicious-tool", root => root["detail"]!["service"]!["additionalInfo"] = JsonNode.Parse(additional)).IsSample);
}
