using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Routing;

namespace AlertFlow.Incidents;

/// <summary>The state of an incident.</summary>
public enum Phase
{
    /// <summary>Nobody was notified: all of its findings were hidden or archived.</summary>
    Untold = 0,

    Open = 1,
    Closed = 2,

    /// <summary>Not an incident, but the digest of an ended silence.</summary>
    Digest = 3,
}

/// <summary>All findings on one resource, from the first until it is quiet.</summary>
public sealed record Incident
{
    /// <summary>16 hexadecimal digits, derived from the key, the first finding and its time of receipt.</summary>
    public required string Id { get; init; }

    public Phase Phase { get; init; }

    /// <summary>The time of the first notification.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>True when it was closed because every finding was archived at its source.</summary>
    public bool ClosedArchived { get; init; }

    /// <summary>The severity that people were notified of; before that, the one of the incident before.</summary>
    public Severity Notified { get; init; }

    /// <summary>The sequence number of the last notification.</summary>
    public int Sequence { get; init; }

    /// <summary>The subject of all its messages, made when it opens.</summary>
    public string? Subject { get; init; }

    /// <summary>At most <see cref="SignalList.Max"/>, and one per source for the rest.</summary>
    public IReadOnlyList<Signal> Signals { get; init; } = [];

    /// <summary>The occurrences that notifications have reported.</summary>
    public long Reported { get; init; }

    /// <summary>The occurrences that the next notification will report.</summary>
    public long Unreported { get; init; }

    public DateTimeOffset? UnreportedSince { get; init; }

    /// <summary>The occurrences that are Hidden: counted but not sent, because of a silence or suppression.</summary>
    public long Hidden { get; init; }

    public long Count => Reported + Unreported + Hidden;

    /// <summary>The receivers that were notified of it; at most <see cref="MaxAudience"/>.</summary>
    public IReadOnlyList<string> Audience { get; init; } = [];

    public const int MaxAudience = 16;

    /// <summary>The most bytes of a stored subject.</summary>
    public const int MaxSubject = 150;

    /// <summary>True when the item stored before could not be read. Counts start again at zero, and known findings count as new.</summary>
    public bool HistoryUnreadable { get; init; }

    public Clocks Clocks { get; init; } = new();
    public Rate Rate { get; init; } = new();
}

/// <summary>The facts that an incident's timers are computed from, on the receive clock.</summary>
public sealed record Clocks
{
    /// <summary>The last finding that moved the timers. Q runs from here.</summary>
    public DateTimeOffset LastActivity { get; init; }

    /// <summary>The last finding of any kind, hidden ones included.</summary>
    public DateTimeOffset LastReceived { get; init; }

    /// <summary>True when Q must be longer than GuardDuty's publishing interval.</summary>
    public bool Cumulative { get; init; }

    /// <summary>The current W; zero means the configured one.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>The end of W; null when everything is reported.</summary>
    public DateTimeOffset? WindowEnds { get; init; }

    /// <summary>The start of the window that <see cref="SignalsTold"/> counts in.</summary>
    public DateTimeOffset? SignalsSince { get; init; }

    public int SignalsTold { get; init; }

    /// <summary>The last message of its own. M runs from here.</summary>
    public DateTimeOffset? TopLevelAt { get; init; }

    /// <summary>The time to edit the sent messages; null when they show the current state.</summary>
    public DateTimeOffset? EditAt { get; init; }

    /// <summary>The number of edits since the last notification. D doubles with each.</summary>
    public int Edits { get; init; }

    public int Reopens { get; init; }

    /// <summary>The number of times that Q was doubled.</summary>
    public int QuietDoublings { get; init; }

    public DateTimeOffset? ReopenedAt { get; init; }

    public TimeSpan WindowOr(Timers timers) => Window > TimeSpan.Zero ? Window : timers.Window;

    public int SignalsToldAt(DateTimeOffset now, Timers timers) => now < SignalsSince + WindowOr(timers) ? SignalsTold : 0;
}

/// <summary>The rate of findings, by the minute of the receive clock.</summary>
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
