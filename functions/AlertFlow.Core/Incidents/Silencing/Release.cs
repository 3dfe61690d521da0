using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;

namespace AlertFlow.Incidents.Silencing;

/// <summary>What happens to hidden findings when their silence ends: where the attack goes on, they are told.</summary>
internal static class Release
{
    /// <summary>
    /// Signals whose silence has ended are hidden no more. Of an open incident they become unreported; where nobody was told
    /// and the attack goes on, too; else they stay what they were, counted and hidden.
    /// </summary>
    public static Draft Ended(Draft draft)
    {
        var ended = EndedSignals(draft);
        if (ended.Count == 0)
        {
            return draft;
        }

        var noted = Concealing.Of(draft, ended);
        if (draft.Incident.Phase is not Phase.Open && !IsActive(draft))
        {
            return ended.Aggregate(noted, (next, signal) => next.With(next.Incident with { Signals = next.Incident.Signals.With(signal with { Withheld = null }) }));
        }

        var released = ended.Aggregate(noted, Reveal);
        return released.Incident is { Phase: Phase.Open } && ended.Any(signal => signal.Hidden > 0) ? released.Pending() : released;
    }

    /// <summary>Whether a hidden finding whose silence has ended came so lately that its incident would still be open.</summary>
    public static bool IsActive(Draft draft) =>
        draft.Incident.Phase is Phase.Untold
        && EndedSignals(draft).Any(signal => signal.Withheld is { } withheld && withheld.ReceivedAt + Due.QuietFor(withheld.Cumulative, draft.Timers) > draft.Now);

    /// <summary>Opened by the end of a silence: the gravest of what it hid decides where it goes.</summary>
    /// <param name="before">With the silence.</param>
    /// <param name="released">Without it.</param>
    public static (Draft Draft, Outcome Outcome) Opened(Draft before, Draft released)
    {
        var gravest = EndedSignals(before).OrderByDescending(signal => signal.Withheld?.Severity.Rank).First();
        return Tell.Opened(released, Told(gravest), gravest.Withheld!); // EndedSignals yields only those that have it
    }

    private static Draft Reveal(Draft draft, Signal signal)
    {
        var (incident, clocks) = (draft.Incident, draft.Clocks);
        return draft.With(draft.Item.Memory.Revealed(signal.Source, signal.Rule)).With(incident with
        {
            Signals = incident.Signals.With(Told(signal)),
            Hidden = incident.Hidden - signal.Hidden,
            Unreported = incident.Unreported + signal.Hidden,
            UnreportedSince = incident.UnreportedSince ?? draft.Now,
            Clocks = clocks with { Cumulative = clocks.Cumulative || signal.Withheld is { Cumulative: true } },
        });
    }

    private static List<Signal> EndedSignals(Draft draft) =>
        [.. draft.Incident.Signals.Where(signal => signal.Withheld?.Until <= draft.Now)];

    private static Signal Told(Signal signal) => signal with
    {
        Count = signal.Count + signal.Hidden,
        Hidden = 0,
        Active = true,
        Severity = Worse(signal),
        Withheld = null,
    };

    private static Severity Worse(Signal signal) =>
        signal.Withheld is { } withheld && withheld.Severity.IsAbove(signal.Severity) ? withheld.Severity : signal.Severity;
}
