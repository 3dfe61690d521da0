using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>When an item wants to be visited next, computed from its facts on every visit.</summary>
public static class Due
{
    /// <summary>The earliest of its timers, and of what its outbox waits for; null: never.</summary>
    public static DateTimeOffset? At(IncidentItem item, Timers timers, Handover handover)
    {
        var (timer, other) = (TimerAt(item, timers), handover.DueAt(item));
        return timer is null || other < timer ? other : timer;
    }

    /// <summary>The earliest of its timers; null: none runs.</summary>
    public static DateTimeOffset? TimerAt(IncidentItem item, Timers timers)
    {
        var incident = item.Incident;
        DateTimeOffset?[] due = incident.Phase switch
        {
            Phase.Open => [QuietAt(incident, timers), StillActiveAt(incident, timers), incident.Clocks.WindowEnds, incident.Clocks.EditAt, ReleaseAt(incident), DigestAt(item)],
            Phase.Digest => [incident.Clocks.WindowEnds],
            _ => [incident.Clocks.EditAt, ReleaseAt(incident), DigestAt(item)],
        };
        return due.Min();
    }

    /// <summary>Returns the one that acts of those that are due: Closed, still active, Summary, the end of a silence, an edit.</summary>
    /// <param name="item">The item after the silences that have ended released what they hid.</param>
    /// <param name="before">The item as it was before that.</param>
    /// <param name="at">Now.</param>
    internal static DecisionReason Reason(IncidentItem item, IncidentItem before, Moment at)
    {
        var (incident, now, timers) = (item.Incident, at.Now, at.Timers);
        return incident.Phase switch
        {
            Phase.Untold when Release.IsActive(before.Incident, now, timers) => DecisionReason.SilenceEnded,
            Phase.Open when QuietAt(incident, timers) <= now => DecisionReason.Quiet,
            Phase.Open when StillActiveAt(incident, timers) <= now => DecisionReason.StillActive,
            Phase.Open when incident.Clocks.WindowEnds <= now => DecisionReason.WindowEnded,
            Phase.Digest when incident.Clocks.WindowEnds <= now => DecisionReason.Digested,
            _ when incident.Clocks.EditAt <= now => DecisionReason.Edited,
            _ => DecisionReason.NothingDue,
        };
    }

    /// <summary>How long nothing new must come before the incident is closed.</summary>
    public static TimeSpan QuietFor(Incident incident, Timers timers)
    {
        var clocks = incident.Clocks;
        var quiet = timers.QuietFor(clocks.Cumulative);
        var doubles = clocks.ReopenedAt is { } reopened && clocks.LastActivity < reopened + timers.Reopen;
        var doubled = doubles ? quiet * (1 << Math.Min(clocks.QuietDoublings, 8)) : quiet;
        return doubled <= timers.QuietCap ? doubled : timers.QuietCap > quiet ? timers.QuietCap : quiet;
    }

    private static DateTimeOffset? QuietAt(Incident incident, Timers timers) => incident.Clocks.LastActivity + QuietFor(incident, timers);

    private static DateTimeOffset? StillActiveAt(Incident incident, Timers timers) =>
        incident.Notified.IsAtLeast(Severity.High) ? incident.Clocks.TopLevelAt + timers.StillActive : null;

    /// <summary>When what a silence hid may be put into its digests.</summary>
    private static DateTimeOffset? DigestAt(IncidentItem item) => item.DigestEntries.Count > 0 ? item.DigestEntries.Min(one => one.Until) : null;

    private static DateTimeOffset? ReleaseAt(Incident incident) =>
        incident.Signals.Where(signal => signal.Withheld is not null).Min(signal => signal.Withheld?.Until);
}
