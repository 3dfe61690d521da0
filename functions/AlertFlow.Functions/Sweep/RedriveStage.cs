using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;

namespace AlertFlow.Functions.Sweep;

/// <summary>The outbox of an item after a visit.</summary>
/// <param name="Settled">The entries that may be removed.</param>
/// <param name="Oldest">The age of the oldest entry that was handed over again; null where none was.</param>
internal sealed record Redriven(IReadOnlySet<(string Incident, int Sequence)> Settled, TimeSpan? Oldest);

/// <summary>Sends wake-ups again for deliveries that were not settled in time.</summary>
internal sealed class RedriveStage(IDeliveryStore deliveries, WakeUps wakeUps)
{
    public async Task<Redriven> RunAsync(IncidentItem item, DateTimeOffset now, Invocation invocation, CancellationToken cancellationToken)
    {
        if (item.Outbox.Count == 0)
        {
            return new(new HashSet<(string, int)>(), null);
        }

        var redrive = Redrive.Of(item, await deliveries.OfKeyAsync(item.Key, cancellationToken));
        var unsettled = item.Outbox.Where(entry => !redrive.Settled.Contains((entry.Incident, entry.Sequence))).ToList();
        if (!unsettled.Exists(entry => Handover.RedriveAt(entry.At, item.Redriven) <= now))
        {
            return new(redrive.Settled, null);
        }

        // The wake-ups are sent before the item says so: sending them twice does no harm.
        await wakeUps.SendAsync(redrive.Owed, invocation, cancellationToken);
        invocation.Info("handed over again", ("key", item.Key), ("streams", redrive.Owed.Count));
        return new(redrive.Settled, now - unsettled.Min(entry => entry.At));
    }
}
