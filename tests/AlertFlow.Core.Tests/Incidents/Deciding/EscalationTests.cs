using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class EscalationTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private readonly History history = new();

    /// <summary>An incident that was High before keeps its day; one that was not begins it here.</summary>
    [Theory]
    [InlineData(Severity.Low, 47)]
    [InlineData(Severity.Medium, 47)]
    [InlineData(Severity.High, 24)]
    public void An_escalation_restarts_the_still_active_timer_only_from_below_high(Severity before, int hours)
    {
        history.Receive(Noon, Some.Event("0", "Netcat", before));
        for (var hour = 1; hour <= 48; hour++)
        {
            history.RunUntil(Noon.AddHours(hour));
            history.Receive(Noon.AddHours(hour), Some.Event($"{hour}", "Netcat", hour == 23 ? Severity.Critical : before));
        }

        Assert.Equal(Noon.AddHours(hours), history.Told.First(told => told.StillActive).At);
    }

    [Fact]
    public void An_escalation_resets_the_window()
    {
        for (var minute = 0; minute < 180; minute++)
        {
            history.RunUntil(Noon.AddMinutes(minute));
            history.Receive(Noon.AddMinutes(minute), Some.Event($"{minute}", "Netcat", Severity.Medium));
        }

        var escalated = history.Receive(Noon.AddMinutes(180), Some.Event("worse", "Netcat", Severity.Critical));
        history.Receive(Noon.AddMinutes(181), Some.Event("next", "Netcat", Severity.Critical));

        Assert.Equal(DecisionReason.Escalated, escalated.Reason);
        var summary = Assert.Single(history.RunUntil(Noon.AddMinutes(181 + 15)));
        Assert.Equal((Reason.Summary, Noon.AddMinutes(181 + 15)), (summary.Reason, summary.At));
    }
}
