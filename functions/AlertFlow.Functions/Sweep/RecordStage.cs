using AlertFlow.Aws;
using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Functions.Sweep;

/// <summary>Writes the record of an incident when it is due: on close, and daily while the incident is open.</summary>
internal sealed class RecordStage(IDeliveryStore deliveries, IRecordStore records, Commit commit)
{
    public async Task RunAsync(IncidentItem item, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Handover.RecordAt(item) <= now)
        {
            await records.WriteAsync(item, await deliveries.OfKeyAsync(item.Key, cancellationToken), cancellationToken);
            await commit.VisitAsync(
                item.Key,
                current => new Decision(current.Incident.Id == item.Incident.Id ? current with { Recorded = now } : current, []),
                cancellationToken);
        }
    }
}
