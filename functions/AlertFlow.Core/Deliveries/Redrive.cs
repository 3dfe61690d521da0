using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;

namespace AlertFlow.Deliveries;

/// <summary>The state of an item's outbox: the entries that are settled, and the streams that still have something to deliver.</summary>
/// <param name="Settled">The entries that may be removed.</param>
/// <param name="Owed">One wake-up a stream, for its first open entry, and whether any of its open entries is urgent.</param>
public sealed record Redrive(IReadOnlySet<(string Incident, int Sequence)> Settled, IReadOnlyList<(WakeUp WakeUp, bool Urgent)> Owed)
{
    /// <param name="item">The incident's item.</param>
    /// <param name="deliveries">The items of the key's streams.</param>
    public static Redrive Of(IncidentItem item, IReadOnlyList<DeliveryItem> deliveries)
    {
        var known = deliveries.ToDictionary(delivery => delivery.Stream);
        var settled = new HashSet<(string, int)>();
        var owed = new Dictionary<DeliveryStream, (WakeUp WakeUp, bool Urgent)>();
        foreach (var entry in item.Outbox.OrderBy(entry => entry.Sequence))
        {
            DeliveryStream[] owing =
                [
                    .. entry.Receivers
                        .Select(receiver => Owing(new DeliveryStream(item.Key, entry.Incident, receiver), entry, known))
                        .OfType<DeliveryStream>(),
                ];
            if (owing.Length == 0)
            {
                settled.Add((entry.Incident, entry.Sequence));
            }

            foreach (var stream in owing)
            {
                owed[stream] = owed.TryGetValue(stream, out var first)
                    ? (first.WakeUp, first.Urgent || entry.Urgent)
                    : (new WakeUp(stream, entry.Sequence), entry.Urgent);
            }
        }

        return new(settled, [.. owed.Values]);
    }

    /// <summary>Returns the stream that must still settle an entry: the receiver's, or a fallback's.</summary>
    private static DeliveryStream? Owing(DeliveryStream stream, Notification entry, Dictionary<DeliveryStream, DeliveryItem> known)
    {
        while (known.TryGetValue(stream, out var item) && item.SettledThrough >= entry.Sequence)
        {
            if (item.FellBack.FirstOrDefault(fell => fell.Sequence == entry.Sequence) is not { } fell)
            {
                return null;
            }

            stream = stream.Fallback(fell.To);
        }

        return stream;
    }
}
