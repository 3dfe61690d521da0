using System.Text.Json.Serialization;
using AlertFlow.Findings;

namespace AlertFlow.Notifications;

/// <summary>
/// A message about an incident, and the reason for it. It is self-contained: a channel renders it without reading anything
/// else. All text is redacted, on one line and cut to a limit, but still not trusted.
/// </summary>
public sealed record Notification
{
    /// <summary>The incident's id.</summary>
    public required string Incident { get; init; }

    /// <summary>The number of this notification. It rises by one with each of the incident, edits included.</summary>
    public required int Sequence { get; init; }

    public required Reason Reason { get; init; }

    /// <summary>The time of the decision, on the receive clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The severity that people are notified of. It never falls while the incident is open.</summary>
    public required Severity Severity { get; init; }

    /// <summary>For an Escalated: the severity before.</summary>
    public Severity? PreviousSeverity { get; init; }

    public bool Urgent { get; init; }

    /// <summary>True when the finding was more than six hours old on receipt.</summary>
    public bool Late { get; init; }

    /// <summary>True when the source has known it since before AlertFlow was deployed; it wakes nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Adopted { get; init; }

    /// <summary>True for a test: nothing happened, somebody checks that messages arrive.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Test { get; init; }

    /// <summary>For a Summary: true when it is a message of its own, because the incident is still active after long.</summary>
    public bool StillActive { get; init; }

    /// <summary>For a Closed and later edits: true when every finding was archived at its source.</summary>
    public bool Archived { get; init; }

    /// <summary>True when the stored history could not be read: receivers may have been notified before, and counts restarted.</summary>
    public bool HistoryUnreadable { get; init; }

    /// <summary>The delay of a late message; null in stores and when sent in time.</summary>
    public Delay? Delay { get; init; }

    /// <summary>The number of times that the incident was reopened.</summary>
    public int Reopens { get; init; }

    /// <summary>For a Reopened: the time when it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public required AffectedResource Resource { get; init; }

    /// <summary>For a Digest: the ended silence, and the incidents in which it hid something.</summary>
    public EndedSilence? Silence { get; init; }

    /// <summary>The signal that decided, else the most severe one. Its rule in words is the headline.</summary>
    public required SignalSummary Lead { get; init; }

    /// <summary>The incident's subject. It never changes, so that all its emails are one conversation.</summary>
    public required string Subject { get; init; }

    /// <summary>The most severe signals, at most five, the lead first.</summary>
    public required IReadOnlyList<SignalSummary> Signals { get; init; }

    /// <summary>The number of the incident's signals.</summary>
    public required int SignalCount { get; init; }

    /// <summary>The counts per source. They are never shown as one sum.</summary>
    public required IReadOnlyList<SourceCount> Counts { get; init; }

    /// <summary>The sum of <see cref="Counts"/>.</summary>
    public required long Count { get; init; }

    /// <summary>The occurrences that no earlier notification reported.</summary>
    public required long Delta { get; init; }

    /// <summary>The time since when <see cref="Delta"/> gathered; null when it is only the deciding finding.</summary>
    public DateTimeOffset? DeltaSince { get; init; }

    /// <summary>The first occurrence, by the sources' clocks.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The time of the deciding finding; null for timers.</summary>
    public DateTimeOffset? Occurred { get; init; }

    public DateTimeOffset? Received { get; init; }

    /// <summary>For a Closed and later edits: the time without news.</summary>
    public TimeSpan? Quiet { get; init; }

    /// <summary>The most findings counted in one minute of the receive clock.</summary>
    public long PeakPerMinute { get; init; }

    public Runbook? Runbook { get; init; }

    /// <summary>The names of the matched routes, outermost first; null when the audience is notified without routing.</summary>
    public string? Route { get; init; }

    /// <summary>The names of the receivers.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>In shadow: the receivers that would have been notified; null outside of shadow.</summary>
    public IReadOnlyList<string>? WouldTell { get; init; }

    /// <summary>True when it may wake people. In shadow it never does.</summary>
    [JsonIgnore]
    public bool Pages => Urgent && WouldTell is null;

    public required string ConfigVersion { get; init; }
}
