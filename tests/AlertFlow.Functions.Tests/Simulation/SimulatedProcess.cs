using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Functions.Ingest;
using AlertFlow.Functions.Notify;
using AlertFlow.Functions.Sweep;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;
using AlertFlow.Sources;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>Builds the functions of one process, which may be killed at any call.</summary>
/// <param name="world">The queues, the destinations and the clock.</param>
/// <param name="stores">The stores.</param>
/// <param name="faults">Kills the process.</param>
/// <param name="written">Is called with every item that was written, and its due time.</param>
internal sealed class SimulatedProcess(World world, Stores stores, FaultInjector faults, Action<IncidentItem, DateTimeOffset?> written)
{
    private const string DeadLetterQueue = "dead";

    private readonly FaultyIncidentStore incidents = new(stores.Incidents, faults, written)
    {
        CrashesOn = item => item.Incident.Signals.Any(signal => world.CrashesOn(signal.Rule)),
    };

    private readonly FaultyQueues queues = new(world.Queues, faults);

    /// <summary>Messages that were accepted and not settled. One whose answer was lost stays: the process does not know of it.</summary>
    public List<Accepted> Unsettled { get; } = [];

    public Ingestion Ingestion(Source source) =>
        new(
            source,
            Commit(),
            World.Config,
            queues,
            WakeUps(),
            new FaultyAttemptStore(stores.Attempts, faults),
            DeadLetterQueue,
            world.Clock);

    public Notifier Notifier(string channel) => new(
        incidents, Deliveries(), new FaultyPaceStore(stores.Paces, faults),
        new FaultySender(new RecordingSender(world.Destinations[channel], Sent), faults),
        queues, WakeUps(), World.Config, channel, DeadLetterQueue, world.Clock, () => 0.5);

    public Sweeper Sweeper() => new(incidents, Deliveries(), Commit(), WakeUps(), world, world.Clock);

    private FaultyDeliveryStore Deliveries() => new(stores.Deliveries, faults, Settled);

    private Commit Commit() => new(incidents, World.Config, Handover.Queued, (_, _) => Task.CompletedTask);

    private WakeUps WakeUps() => new(queues, World.Config, World.QueueOf);

    private void Sent(Accepted message)
    {
        lock (Unsettled)
        {
            Unsettled.Add(message);
        }
    }

    private void Settled(DeliveryItem item)
    {
        lock (Unsettled)
        {
            Unsettled.RemoveAll(message => !message.AnswerLost && message.Incident == item.Stream.Incident
                && message.Sequence <= item.SettledThrough && message.To == World.AddressOf(item.Stream.Receiver));
        }
    }

    /// <summary>Reports each message that a destination has accepted.</summary>
    private sealed class RecordingSender(Destination destination, Action<Accepted> accepted) : IChannelSender
    {
        public async Task<DeliveryResult> SendAsync(ChannelRequest request, CancellationToken cancellationToken)
        {
            var (result, message) = await destination.TakeAsync(request);
            if (message is not null)
            {
                accepted(message);
            }

            return result;
        }
    }
}
