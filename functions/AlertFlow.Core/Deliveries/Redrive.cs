using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;

namespace AlertFlow.Deliveries;

/// <summary>Of an item's outbox: what is settled by everybody, and which streams still owe somebody something.</summary>
/// <param name="Settled">May be removed.</param>
/// <param name="Owed">One wake-up a stream, for the first of what it owes, and whether anything that it owes is urgent.</param>
public sealed record Redrive(IReadOnlySet<(string Incident, int Sequence)> Settled, IReadOnlyList<(WakeUp WakeUp, bool Urgent)> Owed)
{
    /// <param name="item">The incident's item.</param>
    /// <param name="deliveries">What is known of the key's streams.</param>
    public static Redrive Of(IncidentItem item, IReadOnlyList<DeliveryItem> deliveries)
    {
        var known = deliveries.ToDictionary(delivery => delivery.Stream);
        var settled = new HashSet<(string, int)>();
        var owed = new Dictionary<DeliveryStream, (WakeUp WakeUp, bool Urgent)>();
        foreach (var entry in item.Outbox.OrderBy(entry => entry.Sequence))
        {
            DeliveryStream[] owing =
                [.. entry.Receivers.Select(receiver => Owing(new DeliveryStream(item.Key, entry.Incident, receiver), entry, known)).OfType<DeliveryStream>()];
            if (owing.Length == 0)
            {
                settled.Add((entry.Incident, entry.Sequence));
            }

            foreach (var stream in owing)
            {
                owed[stream] = owed.TryGetValue(stream, out var first) ? (first.WakeUp, first.Urgent || entry.Urgent) : (new WakeUp(stream, entry.Sequence), entry.Urgent);
            }
        }

        return new(settled, [.. owed.Values]);
    }

    /// <summary>The stream that has yet to settle an entry: the receiver's, or that of a fallback it was handed to.</summary>
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
