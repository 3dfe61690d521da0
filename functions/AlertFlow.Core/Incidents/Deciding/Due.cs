using AlertFlow.Findings;
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

    /// <summary>Of what is due, the one that acts: Closed before still active before Summary before the end of a silence before an edit.</summary>
    /// <param name="draft">With the signals released whose silence has ended.</param>
    /// <param name="before">As it was before that.</param>
    internal static DecisionReason Reason(Draft draft, Draft before)
    {
        var (incident, now, timers) = (draft.Incident, draft.Now, draft.Timers);
        return incident.Phase switch
        {
            Phase.Untold when Release.IsActive(before) => DecisionReason.SilenceEnded,
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
        var quiet = QuietFor(clocks.Cumulative, timers);
        var doubles = clocks.ReopenedAt is { } reopened && clocks.LastActivity < reopened + timers.Reopen;
        var doubled = doubles ? quiet * (1 << Math.Min(clocks.QuietDoublings, 8)) : quiet;
        return doubled <= timers.QuietCap ? doubled : timers.QuietCap > quiet ? timers.QuietCap : quiet;
    }

    /// <summary>The same before any doubling: silence of a source that publishes now and then means nothing before it had to publish.</summary>
    public static TimeSpan QuietFor(bool cumulative, Timers timers)
    {
        var published = timers.GuarddutyPublishingFrequency + Timers.PublishingMargin;
        return cumulative && published > timers.Quiet ? published : timers.Quiet;
    }

    private static DateTimeOffset? QuietAt(Incident incident, Timers timers) => incident.Clocks.LastActivity + QuietFor(incident, timers);

    private static DateTimeOffset? StillActiveAt(Incident incident, Timers timers) =>
        incident.Notified.IsAtLeast(Severity.High) ? incident.Clocks.TopLevelAt + timers.StillActive : null;

    /// <summary>When what a silence hid may be put into its digests.</summary>
    private static DateTimeOffset? DigestAt(IncidentItem item) => item.Concealed.Count > 0 ? item.Concealed.Min(one => one.Until) : null;

    private static DateTimeOffset? ReleaseAt(Incident incident) =>
        incident.Signals.Where(signal => signal.Withheld is not null).Min(signal => signal.Withheld?.Until);
}
