using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The decision about one finding or timer. It is also the log line, the metric and the expected value of tests.</summary>
public enum DecisionReason
{
    /// <summary>The first notification about this resource.</summary>
    Opened,

    /// <summary>The incident was closed and is active again.</summary>
    Reopened,

    /// <summary>The severity is higher than the one people were notified of.</summary>
    Escalated,

    /// <summary>A rule that is new in this incident.</summary>
    NewSignal,

    /// <summary>A new rule below High, after the third in one window: it waits for the Summary.</summary>
    NewSignalHeld,

    /// <summary>Another occurrence of a known signal.</summary>
    Counted,

    /// <summary>The same event again.</summary>
    Duplicate,

    /// <summary>An update with no higher count than before.</summary>
    NoNewCount,

    /// <summary>Archived at its source: counted, not sent.</summary>
    Archived,

    /// <summary>The last finding of the incident was archived at its source.</summary>
    ClosedArchived,

    /// <summary>Hidden by a silence, until it ends.</summary>
    Silenced,

    /// <summary>Hidden for good, by a suppression.</summary>
    Suppressed,

    /// <summary>The window ended with something to report.</summary>
    WindowEnded,

    /// <summary>Still active after 24 hours.</summary>
    StillActive,

    /// <summary>Nothing new for so long that the incident closes.</summary>
    Quiet,

    /// <summary>A silence ended, and the findings that it hid are still going on.</summary>
    SilenceEnded,

    /// <summary>A digest of an ended silence is complete.</summary>
    Digested,

    /// <summary>A sent message is edited to show the current count.</summary>
    Edited,

    /// <summary>No timer was due.</summary>
    NothingDue,
}

/// <summary>The outcome of one finding or timer.</summary>
/// <param name="Reason">The decision.</param>
/// <param name="Notification">The notification, or null when nothing is sent.</param>
public sealed record Outcome(DecisionReason Reason, Notification? Notification);

/// <summary>The new state with its outbox, and one outcome for each finding, in order.</summary>
public sealed record Decision(IncidentItem Item, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>The reason why the item stored before could not be read; it was set aside.</summary>
    public string? Unreadable { get; init; }
}
