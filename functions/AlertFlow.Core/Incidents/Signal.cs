using System.Text.Json.Serialization;
using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents;

/// <summary>One (source, rule) inside an incident.</summary>
public sealed record Signal
{
    /// <summary>The rule of the signal that takes all that do not fit; it decides nothing by itself.</summary>
    public const string OtherRule = "other";

    public required string Source { get; init; }
    public required string Rule { get; init; }

    /// <summary>The highest of its findings that were not hidden.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What was counted and may be told.</summary>
    public long Count { get; init; }

    /// <summary>What was counted and is hidden by a silence or suppression.</summary>
    public long Hidden { get; init; }

    /// <summary>By the source's clock.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Whether a finding of it came that was neither hidden nor archived: only then is the signal known.</summary>
    public bool Active { get; init; }

    /// <summary>Whether anything of it may be told; else all of it is hidden.</summary>
    [JsonIgnore]
    public bool IsTold => Count > 0 || Active;

    /// <summary>What the latest finding ran; kept for the gravest signals only.</summary>
    public Sample? Sample { get; init; }

    public string? SrcUrl { get; init; }
    public string? Reference { get; init; }

    /// <summary>What hides it now, and who would be told when that ends.</summary>
    public Withheld? Withheld { get; init; }
}

/// <summary>What a silence keeps from being told until it ends.</summary>
public sealed record Withheld
{
    /// <summary>The silence that ends last.</summary>
    public string Silence { get; init; } = "";

    /// <summary>How much of the signal it hides.</summary>
    public long Count { get; init; }

    /// <summary>When the last of the silences ends; nothing is withheld by a suppression, which never ends.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When the last hidden finding was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Whether its source publishes now and then: Q must outlast that.</summary>
    public bool Cumulative { get; init; }

    public required string Route { get; init; }
    public required IReadOnlyList<string> Receivers { get; init; }
}
