using AlertFlow.Findings;

namespace AlertFlow.Notifications;

/// <summary>A signal, as messages show it.</summary>
public sealed record SignalSummary
{
    public required string Source { get; init; }
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }
    public required long Count { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }
    public Sample? Sample { get; init; }

    /// <summary>A deep link to the source's console.</summary>
    public string? SrcUrl { get; init; }

    /// <summary>A link to the source's documentation of the rule.</summary>
    public string? Reference { get; init; }
}

public sealed record SourceCount(string Source, long Count);
