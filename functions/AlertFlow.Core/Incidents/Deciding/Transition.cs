using System.Collections.Frozen;
using AlertFlow.Incidents.Items;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The effect of each <see cref="DecisionReason"/>: the second table of the state machine, after <see cref="Facts.Reason"/>.</summary>
/// <param name="Counts">The way to count the finding, before anything else.</param>
/// <param name="Sends">The notification's reason; null when nothing is sent.</param>
/// <param name="Evolve">Returns the incident's next state. Its unreported count is reset only afterwards, by <see cref="Evolution.Report"/>.</param>
internal sealed record Transition(Counting Counts, Reason? Sends, Func<Incident, Moment, Incident> Evolve)
{
    private static readonly FrozenDictionary<DecisionReason, Transition> Table = new Dictionary<DecisionReason, Transition>
    {
        [DecisionReason.Opened] = new(Counting.Live, Reason.Opened, Evolution.Open) { IsRouted = true, StandsAlone = true },
        [DecisionReason.Reopened] = new(Counting.Live, Reason.Reopened, Evolution.Reopen) { IsRouted = true, StandsAlone = true },
        [DecisionReason.Escalated] = new(Counting.Live, Reason.Escalated, Evolution.Escalate) { IsRouted = true },
        [DecisionReason.NewSignal] = new(Counting.Live, Reason.NewSignal, Evolution.ShowSignal) { IsRouted = true },
        [DecisionReason.NewSignalHeld] = new(Counting.Live, null, Evolution.AwaitSummary),
        [DecisionReason.Counted] = new(Counting.Live, null, Evolution.AwaitSummary),
        [DecisionReason.Duplicate] = new(Counting.None, null, Same),
        [DecisionReason.NoNewCount] = new(Counting.None, null, Same),
        [DecisionReason.Archived] = new(Counting.Archived, null, Same),
        [DecisionReason.ClosedArchived] = new(Counting.Archived, Reason.Closed, Evolution.CloseArchived),
        [DecisionReason.Silenced] = new(Counting.Hidden, null, Same),
        [DecisionReason.Suppressed] = new(Counting.Hidden, null, Same),

        [DecisionReason.WindowEnded] = new(Counting.None, Reason.Summary, Evolution.WidenWindow),
        [DecisionReason.StillActive] = new(Counting.None, Reason.Summary, Evolution.RestartStillActive) { StandsAlone = true },
        [DecisionReason.Quiet] = new(Counting.None, Reason.Closed, Evolution.Close),
        [DecisionReason.SilenceEnded] = new(Counting.None, Reason.Opened, Evolution.Open) { IsRouted = true, StandsAlone = true },
        [DecisionReason.Digested] = new(Counting.None, Reason.Digest, Same) { StandsAlone = true },
        [DecisionReason.Edited] = new(Counting.None, Reason.Edit, Evolution.CountEdit),
        [DecisionReason.NothingDue] = new(Counting.None, null, Same),
    }.ToFrozenDictionary();

    /// <summary>True when the routes choose the receivers; otherwise the audience is notified.</summary>
    public bool IsRouted { get; init; }

    /// <summary>
    /// True for a message of its own. Any other is sent below an earlier message, which is then edited to show the new state.
    /// </summary>
    public bool StandsAlone { get; init; }

    public static Transition Of(DecisionReason reason) => Table[reason];

    private static Incident Same(Incident incident, Moment at) => incident;
}
