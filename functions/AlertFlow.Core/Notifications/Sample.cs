using AlertFlow.Findings;

namespace AlertFlow.Notifications;

/// <summary>The details of one finding: the process and its remote end.</summary>
public sealed record Sample
{
    public string? Process { get; init; }
    public string? CommandLine { get; init; }
    public string? Parent { get; init; }
    public string? User { get; init; }
    public string? Container { get; init; }
    public string? Image { get; init; }

    public Endpoint? Remote { get; init; }

    public string? Domain { get; init; }
    public string? File { get; init; }

    /// <summary>The API call or other operation.</summary>
    public string? Operation { get; init; }

    /// <summary>The source's response: <c>container killed</c></summary>
    public string? Response { get; init; }
}
