using System.Collections.Frozen;
using AlertFlow.Incidents.Items;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The other half of the state machine: what each <see cref="DecisionReason"/> does. <see cref="Facts.Reason"/> is the first half.</summary>
/// <param name="Counts">How the finding is counted before anything else.</param>
/// <param name="Sends">The reason that the notification gives; null where none is sent.</param>
/// <param name="Evolve">Returns the incident's next state, before what is sent is taken off its unreported count.</param>
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

    /// <summary>The receivers are found by the routes; otherwise the audience is notified.</summary>
    public bool IsRouted { get; init; }

    /// <summary>It is a message of its own. Any other is sent below an earlier message, which is edited to show what has become of it.</summary>
    public bool StandsAlone { get; init; }

    public static Transition Of(DecisionReason reason) => Table[reason];

    private static Incident Same(Incident incident, Moment at) => incident;
}
