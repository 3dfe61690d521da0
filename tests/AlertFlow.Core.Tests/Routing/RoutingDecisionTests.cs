using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Routing;

public sealed class RoutingDecisionTests
{
    private static readonly IReadOnlyList<Matcher> Shell = [new("rule", MatchOperator.Matches, ".*shell.*")];

    [Fact]
    public void An_override_changes_the_severity_and_keeps_that_of_the_source()
    {
        var config = Sample.Config() with { SeverityOverrides = [new(Shell, Severity.Critical), new([], Severity.Low)] };

        var once = RoutingDecision.Resolve(config, Sample.Finding(Severity.Medium), Sample.Now).Finding;
        var twice = RoutingDecision.Resolve(config, once, Sample.Now).Finding;

        Assert.Equal(Severity.Critical, once.SeverityId);
        Assert.Equal(Severity.Medium, once.VendorAttributes!.SeverityId);
        Assert.Equal(FindingJson.Write(once), FindingJson.Write(twice));
    }

    [Fact]
    public void An_override_matches_the_severity_that_the_source_gave_however_often_it_is_applied()
    {
        var config = Sample.Config() with
        {
            SeverityOverrides =
            [
                new([Sample.Severe(MatchOperator.Equal, Severity.Medium)], Severity.Critical),
                new([Sample.Severe(MatchOperator.Equal, Severity.Critical)], Severity.Low),
            ],
        };

        var once = RoutingDecision.Resolve(config, Sample.Finding(Severity.Medium), Sample.Now).Finding;
        var twice = RoutingDecision.Resolve(config, once, Sample.Now).Finding;

        Assert.Equal((Severity.Critical, Severity.Critical), (once.SeverityId, twice.SeverityId));
        Assert.Equal((Severity.Medium, Severity.Medium), (once.VendorAttributes!.SeverityId, twice.VendorAttributes!.SeverityId));
    }

    [Fact]
    public void An_override_to_the_same_severity_changes_nothing()
    {
        var config = Sample.Config() with { SeverityOverrides = [new(Shell, Severity.High)] };
        var finding = Sample.Finding(Severity.High);

        Assert.Same(finding, RoutingDecision.Resolve(config, finding, Sample.Now).Finding);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void A_silence_hides_from_its_start_up_to_its_end(int minutes, bool hidden)
    {
        var config = Sample.Config() with { Silences = [Silence("maintenance", 60)] };

        var by = RoutingDecision.Resolve(config, Sample.Finding(), Sample.Now.AddMinutes(minutes)).HiddenBy;

        Assert.Equal(hidden ? new Hidden(HiddenKind.Silence, "maintenance", "planned", "ops", Sample.Now.AddHours(1)) : null, by);
    }

    [Theory]
    [InlineData(Severity.High, true)]
    [InlineData(Severity.Critical, false)]
    [InlineData(Severity.Fatal, false)]
    [InlineData(Severity.Other, true)]
    public void A_severe_finding_breaks_a_silence(Severity severity, bool hidden)
    {
        var config = Sample.Config() with { Silences = [Silence("maintenance", 60)] };

        Assert.Equal(hidden, RoutingDecision.Resolve(config, Sample.Finding(severity), Sample.Now).HiddenBy is not null);
    }

    [Fact]
    public void An_override_breaks_a_silence_that_the_sources_severity_would_not()
    {
        var config = Sample.Config() with { Silences = [Silence("maintenance", 60)], SeverityOverrides = [new(Shell, Severity.Critical)] };

        Assert.Null(RoutingDecision.Resolve(config, Sample.Finding(Severity.Low), Sample.Now).HiddenBy);
    }

    [Fact]
    public void A_silence_hides_nothing_that_it_does_not_match()
    {
        var config = Sample.Config() with
        {
            Silences = [Silence("maintenance", 60) with { Matchers = [new("region", MatchOperator.Equal, "us-east-1")] }],
        };

        Assert.Null(RoutingDecision.Resolve(config, Sample.Finding(), Sample.Now).HiddenBy);
    }

    [Fact]
    public void The_silence_that_ends_last_is_named_and_a_suppression_comes_first()
    {
        var silenced = Sample.Config() with { Silences = [Silence("short", 10), Silence("long", 60)] };
        var suppressed = silenced with { Suppress = [new("noise", Shell, "known")] };

        Assert.Equal("long", RoutingDecision.Resolve(silenced, Sample.Finding(), Sample.Now).HiddenBy?.Name);
        Assert.Equal(
            new Hidden(HiddenKind.Suppression, "noise", "known"),
            RoutingDecision.Resolve(suppressed, Sample.Finding(Severity.Critical), Sample.Now).HiddenBy);
    }

    [Fact]
    public void The_first_runbook_that_matches_is_linked()
    {
        var config = Sample.Config() with
        {
            Runbooks =
            [
                new([new("source", MatchOperator.Equal, "x")], new("a", null)), new(Shell, new("b", "Isolate.")), new([], new("c", null)),
            ],
        };

        Assert.Equal(new Runbook("b", "Isolate."), RoutingDecision.Resolve(config, Sample.Finding(), Sample.Now).Runbook);
    }

    [Fact]
    public void The_explanation_names_the_matcher_that_failed_and_the_value_that_it_found()
    {
        var config = Sample.Config() with
        {
            SeverityOverrides = [new(Shell, Severity.Critical), new([], Severity.Low)],
            Suppress = [new("noise", [new("rule", MatchOperator.Equal, "x")], "known")],
            Silences = [Silence("over", 60) with { Until = Sample.Now }],
        };

        var explanation = Explanation.Of(config, LabelSet.Of(Sample.Finding()), Severity.High, Sample.Now);

        var noise = Assert.Single(explanation.Suppressions);
        Assert.Equal("rule = \"x\"", noise.Failed?.Matcher);
        Assert.Equal(["Reverse shell"], noise.Failed?.Actual);
        Assert.Equal("it is over", Assert.Single(explanation.Silences).Why);
        Assert.Null(explanation.HiddenBy);
        Assert.Equal([null, "one before it matched"], explanation.Overrides.Select(trial => trial.Why));
    }

    private static Silence Silence(string name, int minutes) => new()
    {
        Name = name,
        Matchers = Shell,
        Owner = "ops",
        Reason = "planned",
        From = Sample.Now,
        Until = Sample.Now.AddMinutes(minutes),
    };

    [Fact]
    public void An_account_has_its_configured_name_and_matches_by_it()
    {
        var config = Sample.Config() with { Accounts = new Dictionary<string, string> { ["111122223333"] = "payments" } };

        var decision = RoutingDecision.Resolve(config, Sample.Finding(), Sample.Now);

        Assert.Equal("payments", decision.Finding.Cloud.Account?.Name);
        Assert.Equal(["payments"], decision.Labels["account_name"]);
        Assert.Equal(["payments-prod"], RoutingDecision.Resolve(Sample.Config(), Sample.Finding(), Sample.Now).Labels["account_name"]);
    }
}
