using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class ReopeningTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private readonly History history = new();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void A_known_signal_that_reopens_is_urgent_from_six_hours_after_the_end(int milliseconds, bool urgent)
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        var closedAt = history.RunOut()[^1].At;
        var at = closedAt.AddHours(6).AddMilliseconds(milliseconds);

        var back = history.Receive(at, Some.Event("2", "Netcat", Severity.High, time: at)).Notification!;

        Assert.Equal((Reason.Reopened, urgent), (back.Reason, back.Urgent));
    }

    [Fact]
    public void A_reopened_incident_is_closed_as_archived_no_more()
    {
        history.Receive(Noon, Some.Cumulative("f", 1));
        var closed = history.Receive(Noon.AddMinutes(1), Some.Cumulative("f", 1, archived: true));

        var back = history.Receive(Noon.AddMinutes(2), Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(3), Some.Event("2", "Netcat", Severity.High));
        var edit = Decide.OnTimer(history.Item!, Noon.AddMinutes(4), Some.Config).Outcomes[0];

        Assert.Equal((Reason.Closed, true), (closed.Notification!.Reason, closed.Notification.Archived));
        Assert.Equal((Reason.Reopened, false), (back.Notification!.Reason, back.Notification.Archived));
        Assert.Equal((DecisionReason.Edited, false), (edit.Reason, edit.Notification!.Archived));
    }

    [Fact]
    public void A_reopening_sets_the_severity_anew()
    {
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.Critical));
        history.RunOut();

        var back = history.Receive(Noon.AddHours(3), Some.Event("2", "Netcat", Severity.Medium));
        var worse = history.Receive(Noon.AddHours(3).AddMinutes(1), Some.Event("3", "Netcat", Severity.High));

        Assert.Equal((DecisionReason.Reopened, Severity.Medium), (back.Reason, back.Notification!.Severity));
        Assert.Equal((DecisionReason.Escalated, Severity.Medium), (worse.Reason, worse.Notification!.PreviousSeverity));
    }
}
