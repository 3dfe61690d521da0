using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Deciding;

public sealed class DueTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    /// <summary>A sweep that comes late finds several timers due at once.</summary>
    [Theory]
    [InlineData(2, DecisionReason.Edited)]
    [InlineData(16, DecisionReason.WindowEnded)]
    [InlineData(61, DecisionReason.StillActive)]
    [InlineData(91, DecisionReason.Quiet)]
    public void Of_all_timers_that_are_due_the_most_important_acts(int minutes, DecisionReason reason)
    {
        var config = Some.Config with { Timers = Some.Config.Timers with { StillActive = TimeSpan.FromHours(1) } };
        var history = new History(config);
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));
        history.Receive(Noon.AddMinutes(1), Some.Event("2", "Netcat", Severity.High));

        Assert.Equal(reason, Assert.Single(Decide.OnTimer(history.Item!, Noon.AddMinutes(minutes), config).Outcomes).Reason);
    }

    [Fact]
    public void An_incident_is_closed_and_not_called_still_active_when_both_are_due_at_one_instant()
    {
        var history = new History(Some.Config with { Timers = Some.Config.Timers with { StillActive = Some.Config.Timers.Quiet } });
        history.Receive(Noon, Some.Event("1", "Netcat", Severity.High));

        Assert.Equal([(Reason.Closed, Noon.AddMinutes(90))], history.RunOut().Select(told => (told.Reason, told.At)));
    }

    /// <summary>The quiet time of a source that publishes every six hours means nothing before it had to publish.</summary>
    [Fact]
    public void A_quiet_cap_below_the_publishing_frequency_does_not_close_before_the_source_publishes()
    {
        var timers = new Timers { GuarddutyPublishingFrequency = TimeSpan.FromHours(6), QuietCap = TimeSpan.FromHours(2) };
        var history = new History(Some.Config with { Timers = timers });
        var at = Noon;
        List<TimeSpan?> quiet = [];
        for (var count = 1; count <= 4; count++)
        {
            history.Receive(at, Some.Cumulative("f", count));
            var closed = history.RunOut()[^1];
            quiet.Add(closed.Quiet);
            at = closed.At.AddMinutes(1);
        }

        Assert.Equal(Enumerable.Repeat<TimeSpan?>(TimeSpan.FromHours(6) + Timers.PublishingMargin, 4), quiet);
    }
}
