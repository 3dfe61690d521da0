using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Silencing;

/// <summary>What a silence hid of one signal: told in the silence's digest once it has ended.</summary>
public sealed record Concealed
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

/// <summary>The digest of one silence for one receiver: a conversation of its own, which is told once all of it was gathered.</summary>
public sealed record Digest
{
    /// <summary>How many of the gravest incidents are named.</summary>
    public const int MaxNamed = 5;

    public required string Silence { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>In how many incidents the silence hid something.</summary>
    public long Incidents { get; init; }

    public IReadOnlyList<HiddenIncident> Gravest { get; init; } = [];
}
