using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>Computes when an item must be visited next. It is computed anew on every visit.</summary>
public static class Due
{
    /// <summary>Returns the earliest of its timers and of its outbox's needs; null when nothing is due.</summary>
    public static DateTimeOffset? At(IncidentItem item, Timers timers, Handover handover)
    {
        var (timer, other) = (TimerAt(item, timers), handover.DueAt(item));
        return timer is null || other < timer ? other : timer;
    }

    /// <summary>Returns the earliest of its timers; null when none runs.</summary>
    public static DateTimeOffset? TimerAt(IncidentItem item, Timers timers)
    {
        var incident = item.Incident;
        DateTimeOffset?[] due = incident.Phase switch
        {
            Phase.Open =>
            [
                QuietAt(incident, timers),
                StillActiveAt(incident, timers),
                incident.Clocks.WindowEnds,
                incident.Clocks.EditAt,
                ReleaseAt(incident),
                DigestAt(item),
            ],
            Phase.Digest => [incident.Clocks.WindowEnds],
            _ => [incident.Clocks.EditAt, ReleaseAt(incident), DigestAt(item)],
        };
        return due.Min();
    }

    /// <summary>Returns the most important due timer: Closed, still active, Summary, the end of a silence, an edit, in this order.</summary>
    /// <param name="item">The item without its ended silences.</param>
    /// <param name="before">The item with them.</param>
    /// <param name="at">The circumstances.</param>
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

    /// <summary>Returns how long an incident must be quiet before it closes.</summary>
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

    /// <summary>Returns when the first digest entry may go into its digest.</summary>
    private static DateTimeOffset? DigestAt(IncidentItem item) =>
        item.DigestEntries.Count > 0 ? item.DigestEntries.Min(one => one.Until) : null;

    private static DateTimeOffset? ReleaseAt(Incident incident) =>
        incident.Signals.Where(signal => signal.Withheld is not null).Min(signal => signal.Withheld?.Until);
}
