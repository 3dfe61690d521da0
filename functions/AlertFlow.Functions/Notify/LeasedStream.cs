using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Notifications;

namespace AlertFlow.Functions.Notify;

/// <summary>A stream that this invocation holds the lease of, with all that is known about it.</summary>
internal sealed class LeasedStream(IDeliveryStore deliveries, DeliveryItem item, IncidentItem? incident, string owner)
{
    private bool isReleased;

    public DeliveryItem Item { get; set; } = item;

    public DeliveryStream Stream { get; } = item.Stream;

    /// <summary>All streams of the incident key, where they had to be loaded.</summary>
    public IReadOnlyList<DeliveryItem> Others { get; set; } = [];

    public IReadOnlyList<Notification> Outbox => incident?.Outbox ?? [];

    public IReadOnlyList<Notification> Pending => Item.Pending(Outbox, Parent);

    private DeliveryItem? Parent => Stream.Parent is { } parent ? Others.FirstOrDefault(other => other.Stream == parent) : null;

    /// <summary>Returns what a late message says: by how much it is late, why, and who was notified in time.</summary>
    public Delay DelayOf(Notification entry, DateTimeOffset now) => new(
        now - entry.At,
        Item.Failing?.Detail ?? Parent?.Failing?.Detail,
        Item.Failing?.Since,
        [
            .. Others.Where(other => other.Stream.Incident == entry.Incident && other.Stream != Stream
                    && other.Outcomes.Any(outcome => outcome.Sequence == entry.Sequence && outcome.Settlement is Settlement.Delivered))
                .Select(other => other.Stream.Receiver),
        ],
        incident?.Incident is { } current && current.Id == entry.Incident ? current.Reported + current.Unreported : entry.Count);

    /// <summary>Writes the stream, and gives the lease back where the stream has nothing left to do now.</summary>
    /// <exception cref="InvalidOperationException">Another invocation has taken the lease.</exception>
    public async Task WriteAsync(bool release, CancellationToken cancellationToken)
    {
        if (isReleased)
        {
            return;
        }

        if (!await deliveries.WriteAsync(Item, owner, release, cancellationToken))
        {
            throw new InvalidOperationException("The lease was lost");
        }

        isReleased = release;
    }
}
