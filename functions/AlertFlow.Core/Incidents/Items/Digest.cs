using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Items;

/// <summary>The digest of one silence for one receiver. It is a conversation of its own, sent once all entries are gathered.</summary>
public sealed record Digest
{
    /// <summary>The number of the most severe incidents that are named.</summary>
    public const int MaxNamed = 5;

    public required string Silence { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>The number of incidents in which the silence hid something.</summary>
    public long Incidents { get; init; }

    public IReadOnlyList<HiddenIncident> Gravest { get; init; } = [];
}
