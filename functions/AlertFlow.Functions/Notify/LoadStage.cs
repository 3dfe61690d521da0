using AlertFlow.Deliveries;

namespace AlertFlow.Functions.Notify;

/// <summary>
/// Loads the other streams of the incident key, only where a message needs them: a fallback (which entries fell back to it)
/// or a late message (who was notified in time).
/// </summary>
internal sealed class LoadStage(IDeliveryStore deliveries, TimeProvider clock)
{
    public async Task RunAsync(LeasedStream leased, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (leased.Stream.Parent is not null || leased.Outbox.Any(entry => now - entry.At > Delivering.LateAfter))
        {
            leased.Others = await deliveries.OfKeyAsync(leased.Stream.Key, cancellationToken);
        }

        leased.Item = leased.Item.Pruned(leased.Outbox);
    }
}
