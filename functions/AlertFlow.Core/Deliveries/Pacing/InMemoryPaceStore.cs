using AlertFlow.Channels;

namespace AlertFlow.Deliveries.Pacing;

/// <summary>A store that lives as long as the process.</summary>
public sealed class InMemoryPaceStore : IPaceStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTimeOffset Next, DateTimeOffset HeldUntil)> paces = [];

    public Task<Slot> TakeAsync(
        Pace pace, DateTimeOffset? reserved, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var (next, held) = paces.GetValueOrDefault(pace.Destination);
            if (held > now)
            {
                return Task.FromResult<Slot>(new Slot.Held(held));
            }

            if (reserved is { } kept)
            {
                return Task.FromResult<Slot>(kept <= now ? new Slot.Now() : new Slot.Reserved(kept));
            }

            if (next > now + horizon)
            {
                return Task.FromResult<Slot>(new Slot.Full(next - horizon));
            }

            var slot = next > now ? next : now;
            paces[pace.Destination] = (slot + pace.Interval, held);
            return Task.FromResult<Slot>(slot > now ? new Slot.Reserved(slot) : new Slot.Now());
        }
    }

    public Task HoldAsync(string destination, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var (next, held) = paces.GetValueOrDefault(destination);
            paces[destination] = (next > until ? next : until, held > until ? held : until);
            return Task.CompletedTask;
        }
    }
}
