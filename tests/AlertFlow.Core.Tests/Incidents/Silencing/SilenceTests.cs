using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Silencing;

public sealed class SilenceTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private static History Silencing(string rule, DateTimeOffset? until = null) =>
        new(Some.Config with { Silences = [Some.Silence(rule, Noon.AddDays(-1), until ?? Noon.AddDays(30))] });

    [Fact]
    public void A_silenced_finding_is_counted_and_tells_nobody()
    {
        var history = Silencing("Netcat");

        var outcome = history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        Assert.Equal(DecisionReason.Silenced, outcome.Reason);
        Assert.Empty(history.RunUntil(Noon.AddDays(29)));
        Assert.Equal((1, 1), (history.Item!.Incident.Count, history.Item.Incident.Hidden));
    }

    [Fact]
    public void The_first_finding_that_nothing_silences_opens_as_if_the_others_were_absent()
    {
        var history = Silencing("Netcat");
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        var opened = history.Receive(Noon.AddMinutes(5), Some.Event("2", "Reverse shell", Severity.High)).Notification!;

        Assert.Equal((Reason.Opened, 1, 1), (opened.Reason, opened.Delta, opened.Count));
        Assert.Equal("Reverse shell", Assert.Single(opened.Signals).Rule);
        Assert.True(opened.Urgent);
    }

    [Fact]
    public void A_critical_finding_breaks_a_silence()
    {
        Assert.Equal(DecisionReason.Opened, Silencing("Netcat").Receive(Noon, Some.Event("1", "Netcat", Severity.Critical)).Reason);
    }

    [Fact]
    public void A_silenced_finding_keeps_no_incident_open_and_reopens_none()
    {
        var history = Silencing("Noise");
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(80), Some.Event("2", "Noise", Severity.High));

        var closed = Assert.Single(history.RunUntil(Noon.AddDays(1)));
        var after = history.Receive(Noon.AddHours(3), Some.Event("3", "Noise", Severity.High));

        Assert.Equal((Reason.Closed, Noon.AddMinutes(90), 1), (closed.Reason, closed.At, closed.Count));
        Assert.Equal(DecisionReason.Silenced, after.Reason);
        Assert.Equal((3, 2), (history.Item!.Incident.Count, history.Item.Incident.Hidden));
    }

    [Fact]
    public void What_a_silence_hid_is_opened_when_it_ends_and_the_attack_goes_on()
    {
        var history = Silencing("Netcat", until: Noon.AddHours(1));
        history.Receive(Noon.AddMinutes(20), Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(40), Some.Event("2", "Netcat", Severity.High));

        var told = history.RunUntil(Noon.AddHours(1));

        var opened = Assert.Single(told);
        Assert.Equal((Reason.Opened, Noon.AddHours(1), 2, true), (opened.Reason, opened.At, opened.Delta, opened.Urgent));
        Assert.Equal(["slack", "pager"], opened.Receivers);
        Assert.Equal(0, history.Item!.Incident.Hidden);
    }

    [Fact]
    public void What_a_silence_hid_long_before_its_end_stays_recorded_only()
    {
        var history = Silencing("Netcat", until: Noon.AddHours(10));
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        Assert.Empty(history.RunOut());
        Assert.Equal(1, history.Item!.Incident.Hidden);
    }

    [Fact]
    public void What_a_silence_hid_in_an_open_incident_is_reported_when_it_ends()
    {
        var history = Silencing("Noise", until: Noon.AddMinutes(30));
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(10), Some.Event("2", "Noise", Severity.High));

        var told = history.RunOut();

        Assert.Equal([Reason.Summary, Reason.Closed], told.Select(notification => notification.Reason));
        Assert.Equal((1, Noon.AddMinutes(45)), (told[0].Delta, told[0].At));
    }

    [Fact]
    public void A_redelivery_of_what_a_silence_hid_and_told_later_reopens_nothing()
    {
        var history = Silencing("Netcat", until: Noon.AddHours(1));
        history.Receive(Noon.AddMinutes(30), Some.Cumulative("f", 5, rule: "Netcat"));
        history.RunOut();

        var again = history.Receive(Noon.AddHours(4), Some.Cumulative("f", 5, rule: "Netcat"));

        Assert.Equal(Phase.Closed, history.Item!.Incident.Phase);
        Assert.Equal(DecisionReason.NoNewCount, again.Reason);
    }

    [Fact]
    public void A_redelivery_under_a_silence_changes_nothing()
    {
        var history = new History(Some.Config with { Silences = [Some.Silence("Netcat", Noon.AddMinutes(5), Noon.AddMinutes(30))] });
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(10), Some.Event("1", "Netcat", Severity.High));

        Assert.Equal([Reason.Closed], history.RunOut().Select(told => told.Reason));
    }

    [Fact]
    public void An_old_attack_is_not_opened_because_it_was_redelivered_under_a_silence()
    {
        var history = Silencing("Netcat", until: Noon.AddHours(4));
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddHours(3.5), Some.Event("1", "Netcat", Severity.High));

        Assert.Empty(history.RunOut());
    }

    [Fact]
    public void A_silence_hides_that_a_finding_was_archived()
    {
        var history = Silencing("Netcat");
        history.Receive(Noon, Some.Cumulative("f", 1, Severity.Critical, rule: "Netcat"));
        history.Receive(Noon, Some.Cumulative("g", 1, rule: "Other"));
        history.Receive(Noon, Some.Cumulative("f", 1, Severity.High, archived: true, rule: "Netcat"));

        Assert.Equal(DecisionReason.Archived, history.Receive(Noon, Some.Cumulative("g", 1, archived: true, rule: "Other")).Reason);
    }

    [Fact]
    public void A_rule_that_was_only_hidden_is_new_when_it_reopens_an_incident()
    {
        var history = Silencing("Noise", until: Noon.AddHours(2));
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.RunUntil(Noon.AddMinutes(110));
        history.Receive(Noon.AddMinutes(114), Some.Event("2", "Noise", Severity.High));
        history.RunUntil(Noon.AddMinutes(125));

        var back = history.Receive(Noon.AddMinutes(126), Some.Event("3", "Noise", Severity.High)).Notification!;

        Assert.Equal((Reason.Reopened, true), (back.Reason, back.Urgent));
    }

    [Fact]
    public void Silenced_rules_take_no_room_from_others()
    {
        var history = new History(Some.Config with
        {
            Silences = [Some.Silence("", Noon.AddDays(-1), Noon.AddDays(9)) with { Matchers = [new Matcher("rule", MatchOperator.Matches, "noise .*")] }],
        });
        history.Receive(Noon, Some.Event("first", "Netcat", Severity.High));
        foreach (var n in Enumerable.Range(0, 200))
        {
            history.Receive(Noon, Some.Event($"{n}", $"noise {n}", Severity.High));
        }

        Assert.Equal(DecisionReason.NewSignal, history.Receive(Noon, Some.Event("shell", "Reverse shell", Severity.High)).Reason);
    }

    [Fact]
    public void What_the_end_of_a_silence_opens_waits_for_guardduty_as_any_other()
    {
        var slow = new History(Some.Config with
        {
            Silences = [Some.Silence("Netcat", Noon.AddDays(-1), Noon.AddHours(3))],
            Timers = Some.Config.Timers with { GuarddutyPublishingFrequency = TimeSpan.FromHours(6) },
        });
        slow.Receive(Noon, Some.Cumulative("f", 1, rule: "Netcat"));

        Assert.Equal([(Reason.Opened, Noon.AddHours(3)), (Reason.Closed, Noon.AddHours(9).AddMinutes(20))], slow.RunOut().Select(told => (told.Reason, told.At)));
    }

    [Fact]
    public void A_suppressed_finding_is_counted_and_never_told()
    {
        var history = new History(Some.Config with { Suppress = [new Suppression("tests", [new Matcher("rule", MatchOperator.Equal, "Netcat")], "load tests")] });

        var outcome = history.Receive(Noon, Some.Event("1", "Netcat", Severity.Critical));

        Assert.Equal(DecisionReason.Suppressed, outcome.Reason);
        Assert.Null(Due.At(history.Item!, Some.Config.Timers, Handover.Direct));
        Assert.Equal(1, history.Item!.Incident.Hidden);
    }
}
