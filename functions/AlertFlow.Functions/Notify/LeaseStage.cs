using System.Diagnostics;
using AlertFlow.Deliveries;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Functions.Notify;

/// <summary>Takes the lease of a stream and loads its incident.</summary>
internal sealed class LeaseStage(IIncidentStore incidents, IDeliveryStore deliveries, TimeProvider clock)
{
    /// <summary>Longer than the function may run, so that nobody takes a stream from an invocation that still works.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(20);

    public async Task<LeaseResult> RunAsync(DeliveryStream stream, Invocation invocation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Both calls at once. The incident may be read before the lease is taken: an entry that is added later has a wake-up of its own.
        var leasing = deliveries.LeaseAsync(stream, invocation.RequestId, now, now + LeaseTime, cancellationToken);
        var stored = await incidents.ReadAsync(stream.Key, cancellationToken);
        switch (await leasing)
        {
            case Lease.Taken taken:
                if (stored is { Unreadable: { } unreadable })
                {
                    invocation.Warn("item unreadable, nothing of it is delivered", ("key", stream.Key), ("detail", unreadable));
                }

                return new LeaseResult.Taken(new(deliveries, taken.Item, stored?.Item, invocation.RequestId));
            case Lease.Held held:
                return new LeaseResult.HeldByAnother(held.Until);
            default:
                throw new UnreachableException();
        }
    }
}

/// <summary>How taking a lease ended.</summary>
internal abstract record LeaseResult
{
    private LeaseResult()
    {
    }

    /// <summary>Deliver the stream.</summary>
    public sealed record Taken(LeasedStream Stream) : LeaseResult;

    /// <summary>Try again at that time.</summary>
    public sealed record HeldByAnother(DateTimeOffset Until) : LeaseResult;
}
