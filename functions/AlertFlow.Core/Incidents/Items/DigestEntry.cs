using AlertFlow.Findings;

namespace AlertFlow.Incidents.Items;

/// <summary>Findings of one signal that an ended silence hid, on the way into a digest.</summary>
public sealed record DigestEntry
{
    /// <summary>16 hexadecimal digits, so that it is put into a digest only once.</summary>
    public required string Id { get; init; }

    public required string Silence { get; init; }

    /// <summary>The end of the silence.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The id of the incident that counted the findings.</summary>
    public required string Incident { get; init; }

    public required string Source { get; init; }
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }
    public required long Count { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The receivers that would have been notified.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }
}
