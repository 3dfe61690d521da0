using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;

namespace AlertFlow.Functions.Notify;

/// <summary>One visit of one stream: what is known so far.</summary>
internal sealed class Round(DeliveryItem item, IncidentItem? incident, string owner)
{
    public string Owner { get; } = owner;

    public DeliveryItem Item { get; set; } = item;

    /// <summary>All streams of the key, where they had to be read.</summary>
    public IReadOnlyList<DeliveryItem> Known { get; set; } = [];

    /// <summary>Whether the head may be sent now.</summary>
    public bool IsPaced { get; set; }

    public bool IsReleased { get; set; }

    public IReadOnlyList<Notification> Outbox => incident?.Outbox ?? [];

    public IReadOnlyList<Notification> Pending =>
        Item.Pending(Outbox, Item.Stream.Parent is { } parent ? Known.FirstOrDefault(known => known.Stream == parent) : null);

    /// <summary>Told late: by how much, why, and who knows it already.</summary>
    public Delay DelayOf(Notification entry, DateTimeOffset now) => new(
        now - entry.At,
        Item.Failing?.Detail ?? (Item.Stream.Parent is { } parent ? Known.FirstOrDefault(known => known.Stream == parent)?.Failing?.Detail : null),
        Item.Failing?.Since,
        [
            .. Known.Where(known => known.Stream.Incident == entry.Incident && known.Stream != Item.Stream
                    && known.Outcomes.Any(outcome => outcome.Sequence == entry.Sequence && outcome.Settlement is Settlement.Delivered))
                .Select(known => known.Stream.Receiver),
        ],
        incident?.Incident is { } current && current.Id == entry.Incident ? current.Reported + current.Unreported : entry.Count);
}
