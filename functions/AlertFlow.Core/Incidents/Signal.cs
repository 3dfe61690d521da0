using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents;

/// <summary>One rule of one source inside an incident.</summary>
public sealed record Signal
{
    /// <summary>The rule of the signal that counts everything beyond the limit. It decides nothing.</summary>
    public const string OtherRule = "other";

    public required string Source { get; init; }
    public required string Rule { get; init; }

    /// <summary>The highest severity of its findings that were not hidden.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The occurrences that may be sent.</summary>
    public long Count { get; init; }

    /// <summary>The occurrences that are Hidden: counted but not sent, because of a silence or suppression.</summary>
    public long Hidden { get; init; }

    /// <summary>The first time seen, by the source's clock.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>True when a finding of it was neither hidden nor archived. Only then is the signal known.</summary>
    public bool Active { get; init; }

    /// <summary>True when any of it may be sent; false when all of it is hidden.</summary>
    [JsonIgnore]
    public bool IsTold => Count > 0 || Active;

    /// <summary>The details of the latest finding; kept only for the most severe signals.</summary>
    public Sample? Sample { get; init; }

    public string? SrcUrl { get; init; }
    public string? Reference { get; init; }

    /// <summary>The part of <see cref="Hidden"/> that a silence gives back when it ends.</summary>
    public Withheld? Withheld { get; init; }
}

/// <summary>The part of a signal's hidden count that its silence gives back when it ends. A suppression never ends, so it withholds nothing.</summary>
public sealed record Withheld
{
    /// <summary>The silence that ends last.</summary>
    public string Silence { get; init; } = "";

    /// <summary>The number of occurrences.</summary>
    public long Count { get; init; }

    /// <summary>The end of the last of the silences.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The time of receipt of the last hidden finding.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>True when the source publishes at intervals: Q must be longer than these.</summary>
    public bool Cumulative { get; init; }

    public required string Route { get; init; }
    public required IReadOnlyList<string> Receivers { get; init; }
}
