using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Hides the findings that it matches, for a time. It acts on findings, never on incidents.</summary>
public sealed record Silence
{
    public required string Name { get; init; }
    public required IReadOnlyList<Matcher> Matchers { get; init; }
    public required string Owner { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset From { get; init; }

    /// <summary>The end, exclusive.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>A finding of this severity or above is not hidden.</summary>
    public Severity BreakAt { get; init; } = Severity.Critical;
}
