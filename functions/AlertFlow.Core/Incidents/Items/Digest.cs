using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Items;

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
