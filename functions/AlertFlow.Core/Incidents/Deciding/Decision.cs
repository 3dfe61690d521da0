using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Deciding;

/// <summary>What was decided of one finding or timer, and why: the reason is the log line, the metric and the test's expectation.</summary>
public enum DecisionReason
{
    /// <summary>Nobody had been told of this resource.</summary>
    Opened,

    /// <summary>It had gone quiet and is back.</summary>
    Reopened,

    /// <summary>More severe than what was told.</summary>
    Escalated,

    /// <summary>A rule that this incident had not shown.</summary>
    NewSignal,

    /// <summary>A new rule, the fourth in one window and below High: it waits for the Summary.</summary>
    NewSignalHeld,

    /// <summary>A known signal, counted.</summary>
    Counted,

    /// <summary>The same event again.</summary>
    Duplicate,

    /// <summary>An update that counts no more than was counted.</summary>
    NoNewCount,

    /// <summary>Archived at its source: counted, not told.</summary>
    Archived,

    /// <summary>The last finding of the incident was archived at its source.</summary>
    ClosedArchived,

    /// <summary>Hidden by a silence.</summary>
    Silenced,

    /// <summary>Hidden for good by the configuration.</summary>
    Suppressed,

    /// <summary>The window ended with something unreported.</summary>
    WindowEnded,

    /// <summary>It goes on and on.</summary>
    StillActive,

    /// <summary>Nothing new for long.</summary>
    Quiet,

    /// <summary>A silence ended, and what it hid is still going on.</summary>
    SilenceEnded,

    /// <summary>A silence ended, and what it hid is gathered.</summary>
    Digested,

    /// <summary>A count is to be shown.</summary>
    Edited,

    /// <summary>No timer was due.</summary>
    NothingDue,
}

/// <summary>What became of one finding or timer.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Notification">What is told; null: nothing.</param>
public sealed record Outcome(DecisionReason Reason, Notification? Notification);

/// <summary>The new state, its outbox included, and an outcome for each finding in order.</summary>
public sealed record Decision(IncidentItem Item, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>Why what the store held before could not be read; it was set aside.</summary>
    public string? Unreadable { get; init; }
}
