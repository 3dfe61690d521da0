using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private readonly History history = new();

    [Fact]
    public void A_repeat_is_shown_by_an_edit_after_ten_seconds_that_reports_nothing()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(2), Some.Event("2", "Netcat", Severity.High));

        var item = history.Item!;
        var edit = Decide.OnTimer(item, Noon.AddMinutes(2).AddSeconds(10), Some.Config);

        Assert.Equal(Noon.AddMinutes(2).AddSeconds(10), Due.At(item, Some.Config.Timers, Handover.Direct));
        Assert.Equal(DecisionReason.Edited, edit.Outcomes[0].Reason);
        Assert.Equal((0, 2), (edit.Outcomes[0].Notification!.Delta, edit.Outcomes[0].Notification!.Count));
        Assert.Equal(1, edit.Item.Incident.Unreported);
    }

    [Fact]
    public void Edits_come_more_slowly_the_longer_nothing_else_is_told()
    {
        history.Receive(Noon, Some.Event("0", "Netcat", Severity.Low));
        var waits = new List<double>();
        for (var at = 1; at <= 8; at++)
        {
            history.Receive(Noon.AddMinutes(at), Some.Event($"{at}", "Netcat", Severity.Low));
            waits.Add((history.Item!.Incident.Clocks.EditAt!.Value - Noon.AddMinutes(at)).TotalSeconds);
            history.RunUntil(Noon.AddMinutes(at).AddSeconds(59));
            if (history.Item!.Incident.Clocks.EditAt is not null)
            {
                break;
            }
        }

        Assert.Equal([10, 20, 40, 80], waits);
    }

    [Fact]
    public void Windows_double_while_they_are_busy_up_to_the_cap_of_their_severity()
    {
        history.Receive(Noon, Some.Event("first", "Netcat", Severity.High));
        for (var second = 10; second < 6 * 3600; second += 10)
        {
            history.RunUntil(Noon.AddSeconds(second));
            history.Receive(Noon.AddSeconds(second), Some.Event($"{second}", "Netcat", Severity.High));
        }

        var at = history.Told.Where(told => told.Reason is Reason.Summary).Select(told => told.At).ToList();
        var gaps = at.Zip(at.Skip(1), (a, b) => (int)Math.Round((b - a).TotalMinutes)).ToList();

        Assert.Equal([30, 60, 60, 60], gaps.Take(4));
    }

    [Fact]
    public void Quiet_closes_after_ninety_minutes_and_reports_the_rest()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(100), Some.Event("1", "Netcat", Severity.High));

        var closed = Assert.Single(history.RunOut());

        Assert.Equal((Reason.Closed, Noon.AddMinutes(90)), (closed.Reason, closed.At));
        Assert.Equal(TimeSpan.FromMinutes(90), closed.Quiet);
        Assert.Equal(["slack", "pager"], closed.Receivers);
    }

    [Fact]
    public void Quiet_outlasts_the_publishing_frequency_of_guardduty()
    {
        var slow = new History(Some.Config with { Timers = Some.Config.Timers with { GuarddutyPublishingFrequency = TimeSpan.FromHours(6) } });
        slow.Receive(Noon, Some.Cumulative("f", 1));

        Assert.Equal(Noon.AddHours(6).AddMinutes(20), Assert.Single(slow.RunOut()).At);
    }

    [Fact]
    public void A_late_sweep_never_closes_what_is_attacked_again()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        var late = history.Receive(Noon.AddMinutes(95), Some.Event("2", "Netcat", Severity.High));

        Assert.Equal(DecisionReason.Counted, late.Reason);
        Assert.Equal(Phase.Open, history.Item!.Incident.Phase);
    }

    [Fact]
    public void What_comes_back_within_reopen_time_is_the_same_incident_with_its_total()
    {
        var id = history.Receive(Noon, Some.Event("1", "Netcat", Severity.High)).Notification!.Incident;
        history.RunOut();

        var back = history.Receive(Noon.AddMinutes(91), Some.Event("2", "Netcat", Severity.High));

        Assert.Equal(DecisionReason.Reopened, back.Reason);
        Assert.Equal((id, 2, 1), (back.Notification!.Incident, back.Notification.Count, back.Notification.Delta));
        Assert.Equal(Noon.AddMinutes(90), back.Notification.ClosedAt);
        Assert.False(back.Notification.Urgent);
    }

    [Theory]
    [InlineData(7 * 60, "Netcat", Severity.High, false)]
    [InlineData(7 * 60 + 31, "Netcat", Severity.High, true)]
    [InlineData(91, "Other rule", Severity.High, true)]
    [InlineData(91, "Netcat", Severity.Critical, true)]
    [InlineData(91, "Other rule", Severity.Medium, false)]
    public void A_reopened_incident_is_urgent_when_it_is_new_graver_or_long_forgotten(int minutes, string rule, Severity severity, bool urgent)
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.RunOut();

        var back = history.Receive(Noon.AddMinutes(minutes), Some.Event("2", rule, severity, time: Noon.AddMinutes(minutes)));

        Assert.Equal((Reason.Reopened, urgent), (back.Notification!.Reason, back.Notification.Urgent));
    }

    [Fact]
    public void What_comes_back_after_reopen_time_is_a_new_incident()
    {
        var id = history.Receive(Noon, Some.Event("1", "Netcat", Severity.High)).Notification!.Incident;
        history.RunOut();

        var later = history.Receive(Noon.AddMinutes(90).AddHours(26), Some.Event("2", "Netcat", Severity.High));

        Assert.Equal(DecisionReason.Opened, later.Reason);
        Assert.NotEqual(id, later.Notification!.Incident);
        Assert.Equal(1, later.Notification.Count);
    }

    [Fact]
    public void Quiet_doubles_with_each_reopening_up_to_its_cap_until_reopen_time_passes_without_one()
    {
        var at = Noon;
        history.Receive(at, Some.Event("0", "Netcat", Severity.High));
        var quiet = new List<double>();
        for (var n = 1; n <= 6; n++)
        {
            var closed = history.RunOut()[^1];
            quiet.Add(closed.Quiet!.Value.TotalMinutes);
            at = closed.At.AddMinutes(1);
            history.Receive(at, Some.Event($"{n}", "Netcat", Severity.High));
        }

        history.Receive(at.AddHours(11), Some.Event("a", "Netcat", Severity.High));
        history.Receive(at.AddHours(22), Some.Event("b", "Netcat", Severity.High));
        history.Receive(at.AddHours(30), Some.Event("c", "Netcat", Severity.High));

        Assert.Equal([90, 180, 360, 720, 720, 720], quiet);
        Assert.Equal(90, history.RunOut()[^1].Quiet!.Value.TotalMinutes);
    }

    [Fact]
    public void What_became_grave_late_is_not_still_active_at_once()
    {
        history.Receive(Noon, Some.Event("0", "Netcat", Severity.Low));
        for (var hour = 1; hour <= 30; hour++)
        {
            history.RunUntil(Noon.AddHours(hour));
            history.Receive(Noon.AddHours(hour), Some.Event($"{hour}", "Netcat", hour < 30 ? Severity.Low : Severity.High));
        }

        Assert.Equal(Reason.Escalated, history.Told[^1].Reason);
        Assert.DoesNotContain(history.RunUntil(Noon.AddHours(31)), told => told.StillActive);
    }

    [Fact]
    public void A_summary_makes_room_for_new_signals()
    {
        history.Receive(Noon, Some.Event("0", "rule 0", Severity.High));
        foreach (var n in Enumerable.Range(1, 4))
        {
            history.Receive(Noon.AddSeconds(n), Some.Event($"{n}", $"rule {n}", Severity.Medium));
        }

        Assert.Equal([Reason.Summary], history.RunUntil(Noon.AddMinutes(16)).Select(told => told.Reason));
        Assert.Equal(DecisionReason.NewSignal, history.Receive(Noon.AddMinutes(16), Some.Event("9", "rule 9", Severity.Medium)).Reason);
    }

    [Fact]
    public void A_timer_that_is_not_due_changes_nothing()
    {
        history.Receive(Noon, Some.Event("0", "Netcat", Severity.High));

        var decision = Decide.OnTimer(history.Item!, Noon.AddMinutes(1), Some.Config);

        Assert.Equal(DecisionReason.NothingDue, Assert.Single(decision.Outcomes).Reason);
        Assert.Same(history.Item, decision.Item);
    }

    [Fact]
    public void What_goes_on_for_a_day_is_told_anew()
    {
        history.Receive(Noon, Some.Event("0", "Netcat", Severity.High));
        for (var minutes = 60; minutes <= 25 * 60; minutes += 60)
        {
            history.RunUntil(Noon.AddMinutes(minutes));
            history.Receive(Noon.AddMinutes(minutes), Some.Event($"{minutes}", "Netcat", Severity.High));
        }

        var still = Assert.Single(history.Told, told => told.StillActive);

        Assert.Equal((Reason.Summary, Noon.AddHours(24)), (still.Reason, still.At));
    }
}
