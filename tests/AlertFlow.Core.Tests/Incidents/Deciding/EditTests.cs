using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;

namespace AlertFlow.Tests.Incidents.Deciding;

/// <summary>When the messages that were sent before are edited to show the state.</summary>
public sealed class EditTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;
    private static readonly TimeSpan Debounce = TimeSpan.FromSeconds(10);

    /// <summary>Nothing but edits: its windows are longer than the test.</summary>
    private readonly History history = new(Some.Config with { Timers = Some.Config.Timers with { Window = TimeSpan.FromDays(9) } });

    private int repeats;

    [Fact]
    public void The_pause_before_an_edit_doubles_up_to_five_minutes_and_stays_there()
    {
        history.Receive(Noon, Some.Event("first", "Netcat", Severity.Low));

        var pauses = Enumerable.Range(1, 40).Select(number => RepeatAndEdit(Noon.AddMinutes(6 * number)));

        Assert.Equal([10, 20, 40, 80, 160, .. Enumerable.Repeat(300, 35)], pauses);
    }

    [Fact]
    public void A_notification_resets_the_pause_before_an_edit()
    {
        history.Receive(Noon, Some.Event("first", "Netcat", Severity.High));
        foreach (var number in Enumerable.Range(1, 6))
        {
            RepeatAndEdit(Noon.AddMinutes(6 * number));
        }

        var told = history.Receive(Noon.AddMinutes(50), Some.Event("other", "Reverse shell", Severity.High));
        history.RunUntil(Noon.AddMinutes(51));

        Assert.Equal(DecisionReason.NewSignal, told.Reason);
        Assert.Equal(20, RepeatAndEdit(Noon.AddMinutes(60))); // the reply was followed by an edit of its own
    }

    [Theory]
    [InlineData("Reverse shell", Severity.High, DecisionReason.NewSignal)]
    [InlineData("Netcat", Severity.Critical, DecisionReason.Escalated)]
    public void An_edit_follows_a_reply(string rule, Severity severity, DecisionReason reason)
    {
        history.Receive(Noon, Some.Event("first", "Netcat", Severity.High));

        Assert.Equal(reason, history.Receive(Noon.AddMinutes(5), Some.Event("reply", rule, severity)).Reason);

        Assert.Equal(DecisionReason.NothingDue, TimerAt(Noon.AddMinutes(5) + Debounce - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(DecisionReason.Edited, TimerAt(Noon.AddMinutes(5) + Debounce));
    }

    [Fact]
    public void An_edit_follows_the_reply_that_closes_the_incident()
    {
        history.Receive(Noon, Some.Event("first", "Netcat", Severity.High));
        var closed = Decide.OnTimer(history.Item!, Noon.AddMinutes(90), Some.Config);

        var edit = Decide.OnTimer(closed.Item, Noon.AddMinutes(90) + Debounce, Some.Config);

        Assert.Equal((DecisionReason.Quiet, DecisionReason.Edited), (closed.Outcomes[0].Reason, edit.Outcomes[0].Reason));
        Assert.Equal(TimeSpan.FromMinutes(90), edit.Outcomes[0].Notification!.Quiet);
    }

    [Fact]
    public void No_edit_follows_a_message_that_stands_by_itself()
    {
        history.Receive(Noon, Some.Event("first", "Netcat", Severity.High));
        Assert.Equal(DecisionReason.NothingDue, TimerAt(Noon.AddMinutes(10)));

        history.RunOut();
        var reopened = history.Receive(Noon.AddHours(2), Some.Event("again", "Netcat", Severity.High));

        Assert.Equal(Reason.Reopened, reopened.Notification!.Reason);
        Assert.Equal(DecisionReason.NothingDue, TimerAt(Noon.AddHours(2).AddMinutes(10)));
    }

    /// <summary>Returns after how many seconds the repeat is shown.</summary>
    private int RepeatAndEdit(DateTimeOffset at)
    {
        history.Receive(at, Some.Event($"repeat {++repeats}", "Netcat", Severity.Low));
        var pause = history.Item!.Incident.Clocks.EditAt!.Value - at;
        history.RunUntil(at + pause);
        return (int)pause.TotalSeconds;
    }

    private DecisionReason TimerAt(DateTimeOffset at) => Assert.Single(Decide.OnTimer(history.Item!, at, Some.Config).Outcomes).Reason;
}
