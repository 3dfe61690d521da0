using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class DecideTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private readonly History history = new();

    [Fact]
    public void The_first_finding_of_a_task_opens_at_once_and_reports_what_the_source_counted()
    {
        var outcome = history.Receive(Noon, Some.Cumulative("f", 37));

        Assert.Equal(DecisionReason.Opened, outcome.Reason);
        Assert.NotNull(outcome.Notification);
        Assert.Equal(37, outcome.Notification.Delta);
        Assert.Equal(37, outcome.Notification.Count);
        Assert.True(outcome.Notification.Urgent);
        Assert.Equal("grave", outcome.Notification.Route);
        Assert.Equal(["slack", "pager"], outcome.Notification.Receivers);
    }

    /// <summary>The catalogue's sources hash their ids; one of somebody else's may not.</summary>
    [Theory]
    [InlineData("42")]
    [InlineData("5C3E915C3E915C3E915C3E915C3E915Z")]
    [InlineData("5c3e915c3e915c3e915c3e915c3e915c3e915c3e915c3e915c3e915c3e915c3e")]
    [InlineData("")]
    public void A_finding_counts_once_whatever_form_its_id_has(string uid)
    {
        var finding = Some.Event("1", "Netcat", Severity.High);
        var odd = finding with { Metadata = finding.Metadata with { Uid = uid } };

        var first = history.Receive(Noon, odd);
        var again = history.Receive(Noon.AddMinutes(1), odd);
        var other = history.Receive(Noon.AddMinutes(2), finding);

        Assert.Equal((DecisionReason.Opened, DecisionReason.Duplicate, DecisionReason.Counted), (first.Reason, again.Reason, other.Reason));
    }

    [Fact]
    public void A_repeat_is_counted_and_told_by_the_summary_of_its_window()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        var repeat = history.Receive(Noon.AddMinutes(2), Some.Event("2", "Netcat", Severity.High));
        var told = history.RunUntil(Noon.AddHours(1));

        Assert.Equal(DecisionReason.Counted, repeat.Reason);
        Assert.Null(repeat.Notification);
        var summary = Assert.Single(told);
        Assert.Equal(Reason.Summary, summary.Reason);
        Assert.Equal(Noon.AddMinutes(17), summary.At);
        Assert.Equal((1, 2), (summary.Delta, summary.Count));
        Assert.False(summary.Urgent);
    }

    [Fact]
    public void A_graver_finding_escalates_at_once_even_with_nothing_new_to_count()
    {
        history.Receive(Noon, Some.Cumulative("f", 3, Severity.Medium));

        var graver = history.Receive(Noon.AddMinutes(1), Some.Cumulative("f", 3, Severity.Critical));

        Assert.Equal(DecisionReason.Escalated, graver.Reason);
        Assert.Equal((Severity.Medium, Severity.Critical), (graver.Notification!.PreviousSeverity!.Value, graver.Notification.Severity));
        Assert.Equal((0, 3), (graver.Notification.Delta, graver.Notification.Count));
        Assert.True(graver.Notification.Urgent);
        Assert.Contains("pager", graver.Notification.Receivers);
    }

    [Theory]
    [InlineData(Severity.Unknown)]
    [InlineData(Severity.Other)]
    public void What_was_opened_without_a_known_severity_escalates_all_the_same(Severity unknown)
    {
        history.Receive(Noon, Some.Event("1", "Netcat", unknown));

        Assert.Equal(DecisionReason.Escalated, history.Receive(Noon, Some.Event("2", "Netcat", Severity.Low)).Reason);
    }

    [Fact]
    public void A_milder_finding_never_lowers_what_was_told()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.Critical));

        var milder = history.Receive(Noon.AddMinutes(1), Some.Event("2", "Shell", Severity.Medium));

        Assert.Equal(DecisionReason.NewSignal, milder.Reason);
        Assert.Equal(Severity.Critical, milder.Notification!.Severity);
        Assert.False(milder.Notification.Urgent);
    }

    [Fact]
    public void After_three_new_signals_in_a_window_the_rest_waits_unless_it_is_high()
    {
        history.Receive(Noon, Some.Event("0", "rule 0", Severity.High));
        var reasons = Enumerable.Range(1, 6)
            .Select(n => history.Receive(Noon.AddSeconds(n), Some.Event($"{n}", $"rule {n}", n < 6 ? Severity.Medium : Severity.High)).Reason)
            .ToList();

        Assert.Equal(
            [
                DecisionReason.NewSignal, DecisionReason.NewSignal, DecisionReason.NewSignal,
                DecisionReason.NewSignalHeld, DecisionReason.NewSignalHeld, DecisionReason.NewSignal,
            ],
            reasons);
        Assert.Equal(3, history.Told[^1].Delta);
    }

    [Fact]
    public void New_signals_are_told_again_when_the_window_is_over()
    {
        history.Receive(Noon, Some.Event("0", "rule 0", Severity.High));
        foreach (var n in Enumerable.Range(1, 4))
        {
            history.Receive(Noon.AddSeconds(n), Some.Event($"{n}", $"rule {n}", Severity.Medium));
        }

        history.RunUntil(Noon.AddMinutes(40));

        Assert.Equal(DecisionReason.NewSignal, history.Receive(Noon.AddMinutes(40), Some.Event("9", "rule 9", Severity.Medium)).Reason);
    }

    [Fact]
    public void A_redelivered_event_changes_nothing()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        var before = ItemJson.Write(history.Item!);

        var again = history.Receive(Noon.AddMinutes(80), Some.Event("1", "Netcat", Severity.High));

        Assert.Equal(DecisionReason.Duplicate, again.Reason);
        Assert.Equal(before, ItemJson.Write(history.Item!));
    }

    [Fact]
    public void An_update_counts_only_what_is_above_the_highest_count_seen()
    {
        history.Receive(Noon, Some.Cumulative("f", 5));

        Assert.Equal(DecisionReason.Counted, history.Receive(Noon.AddMinutes(1), Some.Cumulative("f", 9)).Reason);
        Assert.Equal(DecisionReason.NoNewCount, history.Receive(Noon.AddMinutes(2), Some.Cumulative("f", 7)).Reason);
        Assert.Equal(9, history.Item!.Incident.Count);
    }

    [Fact]
    public void An_old_finding_is_late_and_below_critical_not_urgent()
    {
        var old = history.Receive(Noon, Some.Event("1", "Netcat", Severity.High, time: Noon.AddHours(-7)));
        var grave = history.Receive(Noon, Some.Event("2", "Shell", Severity.Critical, time: Noon.AddHours(-7)));

        Assert.Equal((true, false), (old.Notification!.Late, old.Notification.Urgent));
        Assert.Equal((true, true), (grave.Notification!.Late, grave.Notification.Urgent));
    }

    [Fact]
    public void More_signals_than_fit_share_one_that_still_escalates()
    {
        history.Receive(Noon, Some.Event("first", "rule", Severity.Low));
        foreach (var n in Enumerable.Range(0, 200))
        {
            history.Receive(Noon, Some.Event($"{n}", $"rule {n}", Severity.Low));
        }

        var grave = history.Receive(Noon, Some.Event("grave", "Reverse shell", Severity.Critical));

        Assert.Equal(SignalList.Max + 1, history.Item!.Incident.Signals.Count);
        Assert.Equal((DecisionReason.Escalated, "Reverse shell"), (grave.Reason, grave.Notification!.Lead.Rule));
        Assert.Equal(202, history.Item.Incident.Count);
    }

    [Fact]
    public void What_decides_a_notification_shows_what_it_ran_though_many_graver_rules_do()
    {
        foreach (var n in Enumerable.Range(0, SignalList.MaxSamples + 3))
        {
            history.Receive(Noon, Some.Event($"{n}", $"rule {n}", Severity.Critical));
        }

        Assert.NotNull(history.Receive(Noon, Some.Event("last", "another", Severity.High)).Notification!.Lead.Sample);
    }

    [Fact]
    public void What_nobody_hears_of_is_never_edited()
    {
        var silent = new History(Some.Config with { Route = new Route { Name = "default", Receivers = [] } });
        silent.Receive(Noon, Some.Event("1", "Netcat", Severity.Low));
        silent.Receive(Noon, Some.Event("2", "Netcat", Severity.Low));

        Assert.Null(silent.Item!.Incident.Clocks.EditAt);
    }

    [Fact]
    public void A_receiver_that_wants_some_reasons_hears_of_those_alone()
    {
        var picky = Some.Config with { Receivers = [Some.Receiver("slack"), Some.Receiver("pager") with { Reasons = [Reason.Escalated, Reason.Closed] }] };
        var told = new History(picky);
        told.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        told.RunOut();

        Assert.Equal(["slack"], told.Told[0].Receivers);
        Assert.Equal(["slack", "pager"], told.Told[1].Receivers);
    }
}
