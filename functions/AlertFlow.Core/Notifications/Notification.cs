using System.Text.Json.Serialization;
using AlertFlow.Findings;

namespace AlertFlow.Notifications;

/// <summary>
/// What receivers are told of an incident, and why. Self-contained: a channel renders it without reading anything else.
/// All text is redacted, on one line and cut to a bound; it is still hostile.
/// </summary>
public sealed record Notification
{
    /// <summary>The incident's id.</summary>
    public required string Incident { get; init; }

    /// <summary>Rises by one with each notification of the incident, edits included.</summary>
    public required int Sequence { get; init; }

    public required Reason Reason { get; init; }

    /// <summary>When it was decided, on the receive clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What people are told: it never falls while the incident is open.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Of an Escalated: what they were told before.</summary>
    public Severity? PreviousSeverity { get; init; }

    public bool Urgent { get; init; }

    /// <summary>The finding was more than six hours old when it was received.</summary>
    public bool Late { get; init; }

    /// <summary>Its source has known it since before AlertFlow was deployed, and so it wakes nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Adopted { get; init; }

    /// <summary>Nothing happened: somebody tries whether the way to people is open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Test { get; init; }

    /// <summary>Of a Summary: it is told because the incident goes on and on, as a message of its own.</summary>
    public bool StillActive { get; init; }

    /// <summary>Of a Closed, and of an edit after it: every finding of it was archived at its source.</summary>
    public bool Archived { get; init; }

    /// <summary>What was known of the resource before could not be read: it may have been told before, and counts began anew.</summary>
    public bool HistoryUnreadable { get; init; }

    /// <summary>Why it is told so long after it was decided; null in stores, and where it is told in time.</summary>
    public Delay? Delay { get; init; }

    /// <summary>How often the incident was reopened so far.</summary>
    public int Reopens { get; init; }

    /// <summary>Of a Reopened: when it had been closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public required AffectedResource Resource { get; init; }

    /// <summary>Of a Digest: the silence that ended, and where it hid something.</summary>
    public EndedSilence? Silence { get; init; }

    /// <summary>The signal that decided it, else the gravest one: its rule in words is the headline.</summary>
    public required SignalSummary Lead { get; init; }

    /// <summary>What the incident was called when it was opened; it never changes, so that every email of it has one subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The gravest signals, at most five, the lead first.</summary>
    public required IReadOnlyList<SignalSummary> Signals { get; init; }

    /// <summary>How many signals the incident has.</summary>
    public required int SignalCount { get; init; }

    /// <summary>All that was counted, per source: never shown as one sum.</summary>
    public required IReadOnlyList<SourceCount> Counts { get; init; }

    /// <summary>The sum of <see cref="Counts"/>.</summary>
    public required long Count { get; init; }

    /// <summary>What no notification before this one had reported.</summary>
    public required long Delta { get; init; }

    /// <summary>Since when <see cref="Delta"/> gathered, where it is more than the finding that decided.</summary>
    public DateTimeOffset? DeltaSince { get; init; }

    /// <summary>First and last occurrence by the sources' clocks.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>When the deciding finding happened and was received; null on timers.</summary>
    public DateTimeOffset? Occurred { get; init; }

    public DateTimeOffset? Received { get; init; }

    /// <summary>Of a Closed, and of an edit after it: how long nothing new had come.</summary>
    public TimeSpan? Quiet { get; init; }

    /// <summary>The most findings counted within one minute of the receive clock.</summary>
    public long PeakPerMinute { get; init; }

    public Runbook? Runbook { get; init; }

    /// <summary>Names of the routes that matched, outermost default first; null where the audience is told without routing.</summary>
    public string? Route { get; init; }

    /// <summary>Names of the receivers that are told.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>In shadow: who would have been told, while one is in their place; null: <see cref="Receivers"/> are.</summary>
    public IReadOnlyList<string>? WouldTell { get; init; }

    /// <summary>Whether people may be woken by it: in shadow nobody is.</summary>
    [JsonIgnore]
    public bool Pages => Urgent && WouldTell is null;

    public required string ConfigVersion { get; init; }
}
