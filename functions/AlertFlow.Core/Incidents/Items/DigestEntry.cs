using AlertFlow.Findings;

namespace AlertFlow.Incidents.Items;

/// <summary>Findings of one signal that a silence hid: they go into the silence's digest once it has ended.</summary>
public sealed record DigestEntry
{
    /// <summary>16 hexadecimal digits, so that it is put into a digest once.</summary>
    public required string Id { get; init; }

    public required string Silence { get; init; }

    /// <summary>When the silence ends.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The id of the incident that counted it.</summary>
    public required string Incident { get; init; }

    public required string Source { get; init; }
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }
    public required long Count { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Who would have been told.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }
}
