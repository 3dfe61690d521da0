using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class ArchivedTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private readonly History history = new();

    [Fact]
    public void Archived_findings_are_counted_and_tell_nothing()
    {
        var archived = history.Receive(Noon, Some.Cumulative("f", 3, archived: true));
        var live = history.Receive(Noon.AddMinutes(1), Some.Cumulative("f", 4));

        Assert.Equal(DecisionReason.Archived, archived.Reason);
        Assert.Equal((DecisionReason.Opened, 4L), (live.Reason, live.Notification!.Delta));
    }

    [Fact]
    public void An_archived_finding_never_escalates()
    {
        history.Receive(Noon, Some.Cumulative("f", 1, Severity.Medium));
        history.Receive(Noon, Some.Event("e", "Netcat", Severity.Medium));

        Assert.Equal(DecisionReason.Archived, history.Receive(Noon, Some.Cumulative("g", 1, Severity.Critical, archived: true)).Reason);
    }

    [Fact]
    public void Archiving_the_last_finding_closes_the_incident()
    {
        history.Receive(Noon, Some.Cumulative("f", 1));
        history.Receive(Noon, Some.Cumulative("g", 1));

        Assert.Equal(DecisionReason.Archived, history.Receive(Noon.AddMinutes(1), Some.Cumulative("f", 1, archived: true)).Reason);
        var closed = history.Receive(Noon.AddMinutes(2), Some.Cumulative("g", 2, archived: true));

        Assert.Equal(DecisionReason.ClosedArchived, closed.Reason);
        Assert.True(closed.Notification!.Archived);
        Assert.Equal(3, closed.Notification.Count);
    }

    [Fact]
    public void Archiving_does_not_close_what_another_source_sees()
    {
        history.Receive(Noon, Some.Cumulative("f", 1));
        history.Receive(Noon, Some.Event("e", "Netcat", Severity.High));

        Assert.Equal(DecisionReason.Archived, history.Receive(Noon.AddMinutes(1), Some.Cumulative("f", 1, archived: true)).Reason);
    }
}
