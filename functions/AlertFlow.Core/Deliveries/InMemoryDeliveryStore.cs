using AlertFlow.Incidents;

namespace AlertFlow.Deliveries;

/// <summary>A store that lives as long as the process.</summary>
public sealed class InMemoryDeliveryStore : IDeliveryStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<DeliveryStream, Entry> entries = [];

    public Task<Lease> LeaseAsync(
        DeliveryStream stream, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var entry = entries.GetValueOrDefault(stream);
            if (entry?.Owner is { } holder && holder != owner && entry.Until > now)
            {
                return Task.FromResult<Lease>(new Lease.Held(entry.Until));
            }

            var json = entry?.Json ?? DeliveryJson.Write(new DeliveryItem { Stream = stream });
            entries[stream] = new(json, owner, until);
            return Task.FromResult<Lease>(new Lease.Taken(DeliveryJson.ReadItem(json)));
        }
    }

    public Task<bool> WriteAsync(DeliveryItem item, string owner, bool release, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (entries.GetValueOrDefault(item.Stream) is not { } entry || entry.Owner != owner)
            {
                return Task.FromResult(false);
            }

            entries[item.Stream] = new(DeliveryJson.Write(item), release ? null : owner, entry.Until);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<DeliveryItem>> OfKeyAsync(string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DeliveryItem>>(
                [.. entries.Where(entry => entry.Key.Key == key).Select(entry => DeliveryJson.ReadItem(entry.Value.Json))]);
        }
    }

    private sealed record Entry(byte[] Json, string? Owner, DateTimeOffset Until);
}
