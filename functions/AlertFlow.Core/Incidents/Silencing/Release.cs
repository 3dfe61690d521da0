using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Silencing;

/// <summary>Releases hidden findings when their silence ends. People are notified of them if the attack is still active.</summary>
internal static class Release
{
    /// <summary>
    /// Removes ended silences. Their findings become unreported if the incident is open, or if nobody was notified and the
    /// attack is still active. Otherwise they stay counted and hidden.
    /// </summary>
    public static IncidentItem Ended(IncidentItem item, DateTimeOffset now, Timers timers)
    {
        var ended = EndedSignals(item.Incident, now);
        if (ended.Count == 0)
        {
            return item;
        }

        var noted = item.Note(item.Incident, ended, now);
        return item.Incident.Phase is Phase.Open || IsActive(item.Incident, now, timers)
            ? ended.Aggregate(noted, (next, signal) => Reveal(next, signal, now))
            : ended.Aggregate(noted, (next, signal) => next with
            {
                Incident = next.Incident with { Signals = next.Incident.Signals.With(signal with { Withheld = null }) },
            });
    }

    /// <summary>Returns true when a hidden finding with an ended silence is so recent that its incident would still be open.</summary>
    public static bool IsActive(Incident incident, DateTimeOffset now, Timers timers) =>
        incident.Phase is Phase.Untold
        && EndedSignals(incident, now)
            .Any(signal => signal.Withheld is { } withheld && withheld.ReceivedAt + timers.QuietFor(withheld.Cumulative) > now);

    /// <summary>Returns the most severe signal that ended silences hid. It decides where the notification goes.</summary>
    public static Signal MostSevere(Incident incident, DateTimeOffset now) =>
        EndedSignals(incident, now).OrderByDescending(signal => signal.Withheld?.Severity.Rank).First();

    /// <summary>Returns the signal with its withheld findings released.</summary>
    public static Signal Released(Signal signal) => signal with
    {
        Count = signal.Count + signal.Hidden,
        Hidden = 0,
        Active = true,
        Severity = signal.Withheld is { } withheld && withheld.Severity.IsAbove(signal.Severity) ? withheld.Severity : signal.Severity,
        Withheld = null,
    };

    private static IncidentItem Reveal(IncidentItem item, Signal signal, DateTimeOffset now)
    {
        var (incident, clocks) = (item.Incident, item.Incident.Clocks);
        return item with
        {
            Memory = item.Memory.Revealed(signal.Source, signal.Rule),
            Incident = incident with
            {
                Signals = incident.Signals.With(Released(signal)),
                Hidden = incident.Hidden - signal.Hidden,
                Unreported = incident.Unreported + signal.Hidden,
                UnreportedSince = incident.UnreportedSince ?? now,
                Clocks = clocks with { Cumulative = clocks.Cumulative || signal.Withheld is { Cumulative: true } },
            },
        };
    }

    private static List<Signal> EndedSignals(Incident incident, DateTimeOffset now) =>
        [.. incident.Signals.Where(signal => signal.Withheld?.Until <= now)];
}
