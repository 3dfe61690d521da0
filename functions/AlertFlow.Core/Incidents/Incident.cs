using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Routing;

namespace AlertFlow.Incidents;

/// <summary>Where an incident stands.</summary>
public enum Phase
{
    /// <summary>Nobody was told: all of its findings were hidden or archived.</summary>
    Untold = 0,

    Open = 1,
    Closed = 2,

    /// <summary>No incident: the digest of what a silence hid.</summary>
    Digest = 3,
}

/// <summary>All findings on one resource from first sight until quiet.</summary>
public sealed record Incident
{
    /// <summary>16 hexadecimal digits derived from the key, the first finding and when that was received.</summary>
    public required string Id { get; init; }

    public Phase Phase { get; init; }

    /// <summary>When people were first told of it.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether it was closed since every finding was archived at its source.</summary>
    public bool ClosedArchived { get; init; }

    /// <summary>The severity that people were told; while nobody was, that of the incident before.</summary>
    public Severity Notified { get; init; }

    /// <summary>The sequence number of its last notification.</summary>
    public int Sequence { get; init; }

    /// <summary>What it was called when it was opened.</summary>
    public string? Subject { get; init; }

    /// <summary>At most <see cref="SignalList.Max"/>, and one for the rest.</summary>
    public IReadOnlyList<Signal> Signals { get; init; } = [];

    /// <summary>The sum of the deltas of all its notifications.</summary>
    public long Reported { get; init; }

    /// <summary>Counted, and due to be told by the next notification.</summary>
    public long Unreported { get; init; }

    public DateTimeOffset? UnreportedSince { get; init; }

    /// <summary>Counted, and hidden by a silence or suppression.</summary>
    public long Hidden { get; init; }

    public long Count => Reported + Unreported + Hidden;

    /// <summary>The receivers that were told of it; at most <see cref="MaxAudience"/>.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];

    public const int MaxAudience = 16;

    /// <summary>The most bytes that a stored subject has.</summary>
    public const int MaxSubject = 150;

    /// <summary>What the store held of this key before could not be read: counts begin anew, and so do the ids of known findings.</summary>
    public bool HistoryUnreadable { get; init; }

    public Clocks Clocks { get; init; } = new();
    public Rate Rate { get; init; } = new();
}

/// <summary>The facts that an incident's timers are computed from, on the receive clock.</summary>
public sealed record Clocks
{
    /// <summary>The last finding that moved the timers: Q runs from here.</summary>
    public DateTimeOffset LastActivity { get; init; }

    /// <summary>The last finding of any kind, hidden ones too.</summary>
    public DateTimeOffset LastReceived { get; init; }

    /// <summary>Whether Q must outlast GuardDuty's publishing frequency.</summary>
    public bool Cumulative { get; init; }

    /// <summary>The current W; zero is the configured one.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>When W ends; null while all is reported.</summary>
    public DateTimeOffset? WindowEnds { get; init; }

    /// <summary>Since when new signals are counted, and how many were told since.</summary>
    public DateTimeOffset? SignalsSince { get; init; }

    public int SignalsTold { get; init; }

    /// <summary>The last message that stands by itself: M runs from here.</summary>
    public DateTimeOffset? TopLevelAt { get; init; }

    /// <summary>When what was sent is edited to show the state; null while it shows it.</summary>
    public DateTimeOffset? EditAt { get; init; }

    /// <summary>How many edits since the last notification: D doubles with each.</summary>
    public int Edits { get; init; }

    public int Reopens { get; init; }

    /// <summary>How often Q was doubled.</summary>
    public int QuietDoublings { get; init; }

    public DateTimeOffset? ReopenedAt { get; init; }

    public TimeSpan WindowOr(Timers timers) => Window > TimeSpan.Zero ? Window : timers.Window;

    public int SignalsToldAt(DateTimeOffset now, Timers timers) => now < SignalsSince + WindowOr(timers) ? SignalsTold : 0;
}

/// <summary>How fast findings came, by the minute of the receive clock.</summary>
public sealed record Rate
{
    public long Minute { get; init; }
    public long InMinute { get; init; }
    public long Peak { get; init; }

    public Rate Add(long count, DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        var inMinute = count + (minute == Minute ? InMinute : 0);
        return new Rate { Minute = minute, InMinute = inMinute, Peak = Math.Max(Peak, inMinute) };
    }
}
