using System.Globalization;
using AlertFlow.Aws;
using AlertFlow.Aws.Queues;
using AlertFlow.Channels;
using AlertFlow.Configuration;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Functions.Ingest;
using AlertFlow.Functions.Logging;
using AlertFlow.Functions.Notify;
using AlertFlow.Functions.Sweep;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Sources;
using Microsoft.Extensions.Time.Testing;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>The stores that a world runs on.</summary>
internal sealed record Stores(IIncidentStore Incidents, IDeliveryStore Deliveries, IPaceStore Paces, IAttemptStore Attempts)
{
    public static Stores InMemory() => new(new InMemoryIncidentStore(), new InMemoryDeliveryStore(), new InMemoryPaceStore(), new InMemoryAttempts());
}

/// <summary>
/// The whole deployment on a virtual clock: queues, functions that die, a sweeper that comes each minute, destinations that
/// have moods. Everything random comes from one seed.
/// </summary>
internal sealed class World : IRecordStore
{
    private const string DeadLetterQueue = "dead";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Random random;
    private readonly Stores stores;
    private readonly IReadOnlyList<Source> sources;
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset?> due = [];
    private int environments;

    public World(int seed, Stores stores, Func<string, DateTimeOffset, Mood>? mood = null, double duplicates = 0, IReadOnlyList<Source>? sources = null)
    {
        (random, this.stores, this.sources) = (new Random(seed), stores, sources ?? Source.All);
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
        Queues = new VirtualQueues(Clock, random, duplicates);
        Destinations = Channel.All.ToDictionary(channel => channel.Name, channel => new Destination(channel.Name, Clock, mood ?? ((_, _) => Mood.Fine)));
    }

    public static RoutingConfig Config { get; } = ((RoutesResult.Valid)RoutesFile.Compile(
        """
        route:
          receivers: [slack, mail]
          routes:
            - {matchers: [severity >= high], receivers: [slack, mail, topic]}
        receivers:
          - {name: slack, channel: slack, settings: {channel: "#alerts"}, fallback: pager}
          - {name: mail, channel: email, settings: {from: alerts@example.com, to: oncall@example.com}}
          - {name: topic, channel: sns, settings: {topic_arn: "arn:aws:sns:eu-central-1:111122223333:alerts.fifo"}}
          - {name: pager, channel: sns, settings: {topic_arn: "arn:aws:sns:eu-central-1:111122223333:pager.fifo"}}
        silences:
          - {name: rollout, matchers: ["rule = Package manager"], owner: team, reason: known, from: 2026-05-04T12:00:00Z, until: 2026-05-04T15:00:00Z}
        timers: {guardduty_publishing_frequency: 15m}
        """,
        "routes.yaml")).Config;

    public FakeTimeProvider Clock { get; }

    public VirtualQueues Queues { get; }

    public Dictionary<string, Destination> Destinations { get; }

    public Dangers Dangers { get; set; } = Dangers.None;

    /// <summary>Whether the environment is killed that is about to commit a finding of a rule.</summary>
    public Func<string, bool> Kills { get; set; } = _ => false;

    /// <summary>Everything that was ever decided, by incident and sequence number.</summary>
    public Dictionary<(string Incident, int Sequence), Notification> Decided { get; } = [];

    /// <summary>The last state of every incident there ever was, with its key.</summary>
    public Dictionary<string, (string Key, IncidentItem Item)> Incidents { get; } = [];

    /// <summary>What was sent and not written down as sent, since a process died, a call failed or an answer was lost: it will be sent again.</summary>
    public List<(Accepted Message, string Cause)> Ambiguous { get; } = [];

    public HashSet<string> Recorded { get; } = [];

    public int Deaths { get; private set; }

    public int Invocations { get; private set; }

    public static string SourceQueue(string source) => $"source-{source}";

    /// <summary>Lets time pass up to an instant: whatever becomes visible is received, and the sweeper comes at full minutes at which anything is due.</summary>
    public async Task RunUntilAsync(DateTimeOffset until)
    {
        while (true)
        {
            await PumpAsync();
            DateTimeOffset?[] next = [Queues.NextAt, NextSweep()];
            if (next.Min() is not { } at || at > until)
            {
                break;
            }

            if (at > Clock.GetUtcNow())
            {
                Clock.SetUtcNow(at);
            }

            if (NextSweep() is { } sweep && sweep <= Clock.GetUtcNow())
            {
                await InvokeAsync(async (environment, invocation) =>
                {
                    await environment.Sweeper().RunAsync(invocation, CancellationToken.None);
                    return [];
                });
                // Whatever it left behind is due again when the sweeper comes again.
                Clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }

        if (until > Clock.GetUtcNow())
        {
            Clock.SetUtcNow(until);
        }
    }

    public Task RunOutAsync() => RunUntilAsync(DateTimeOffset.MaxValue);

    public Task WriteAsync(IncidentItem item, IReadOnlyList<DeliveryItem> deliveries, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Recorded.Add(item.Incident.Id);
            return Task.CompletedTask;
        }
    }

    /// <summary>All that is known of the streams of a key.</summary>
    public Task<IReadOnlyList<DeliveryItem>> DeliveriesAsync(string key) => stores.Deliveries.OfKeyAsync(key, CancellationToken.None);

    private DateTimeOffset? NextSweep()
    {
        lock (gate)
        {
            return due.Values.Min() is { } first ? CeilingToMinute(first > Clock.GetUtcNow() ? first : Clock.GetUtcNow()) : null;
        }
    }

    private static DateTimeOffset CeilingToMinute(DateTimeOffset at) =>
        new((at.UtcTicks + Minute.Ticks - 1) / Minute.Ticks * Minute.Ticks, TimeSpan.Zero);

    /// <summary>Receives what is visible now, two environments at a time, until nothing is.</summary>
    private async Task PumpAsync()
    {
        string[] queues =
        [
            .. sources.Select(source => SourceQueue(source.Name)),
            .. Channel.All.SelectMany(channel => new[] { QueueOf(channel.Name, true), QueueOf(channel.Name, false) }),
        ];
        while (true)
        {
            var batches = queues.SelectMany(queue => new[] { (Queue: queue, Batch: Queues.Receive(queue, 10)), (Queue: queue, Batch: Queues.Receive(queue, 10)) })
                .Where(one => one.Batch.Count > 0).ToList();
            if (batches.Count == 0)
            {
                return;
            }

            await Task.WhenAll(batches.Select(one => HandleAsync(one.Queue, one.Batch)));
        }
    }

    private async Task HandleAsync(string queue, IReadOnlyList<QueueMessage> batch)
    {
        var failed = await InvokeAsync(
            (environment, invocation) => sources.FirstOrDefault(source => SourceQueue(source.Name) == queue) is { } source
                ? environment.Ingestion(source).HandleAsync(batch, invocation, CancellationToken.None)
                : environment.Courier(queue.Split('-')[0]).HandleAsync(batch, invocation, CancellationToken.None));
        if (failed is not null)
        {
            batch.Where(message => !failed.Contains(message.Id)).ToList().ForEach(Queues.Delete);
        }
    }

    /// <returns>What the function answered; null: it died.</returns>
    private async Task<IReadOnlyCollection<string>?> InvokeAsync(Func<Environment, Invocation, Task<IReadOnlyCollection<string>>> work)
    {
        var number = Interlocked.Increment(ref environments);
        var fate = new Fate(new Random(random.Next()), Dangers);
        var invocation = new Invocation(Stream.Null, Clock, "AlertFlow", "simulated", number.ToString(CultureInfo.InvariantCulture), "");
        Invocations++;
        IReadOnlyCollection<string>? answer = null;
        var environment = new Environment(this, fate);
        try
        {
            answer = await work(environment, invocation);
        }
        catch (DeadException)
        {
            // What an invocation throws leaves its messages on their queue, as its death does.
        }

        lock (gate)
        {
            Ambiguous.AddRange(environment.Unsettled.Select(message => (message, message.Lost ? "answer lost" : fate.IsDead ? "killed" : "call failed")));
            Deaths += fate.IsDead ? 1 : 0;
        }

        return fate.IsDead ? null : answer;
    }

    private void Written(IncidentItem item, DateTimeOffset? at)
    {
        lock (gate)
        {
            due[item.Key] = at;
            Incidents[item.Incident.Id] = (item.Key, item);
            foreach (var entry in item.Outbox)
            {
                Decided.TryAdd((entry.Incident, entry.Sequence), entry);
            }
        }
    }

    /// <summary>Where a receiver's messages go, as the destination sees it.</summary>
    public static string AddressOf(string receiver) =>
        Config.Receiver(receiver)!.Settings is var settings && settings.TryGetValue("channel", out var channel) ? channel : settings.GetValueOrDefault("to") ?? settings["topic_arn"];

    private static string QueueOf(string channel, bool urgent) => $"{channel}-{(urgent ? "urgent" : "normal")}";

    /// <summary>The functions as one process has them.</summary>
    private sealed class Environment(World world, Fate fate)
    {
        private readonly MortalIncidents incidents = new(world.stores.Incidents, fate, world.Written) { Kills = item => item.Incident.Signals.Any(signal => world.Kills(signal.Rule)) };
        private readonly MortalQueues queues = new(world.Queues, fate);

        /// <summary>What was accepted and not settled: lost answers count, since nobody knows of them.</summary>
        public List<Accepted> Unsettled { get; } = [];

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
                Unsettled.RemoveAll(message => !message.Lost && message.Incident == item.Stream.Incident && message.Sequence <= item.SettledThrough
                    && message.To == AddressOf(item.Stream.Receiver));
            }
        }

        public Ingestion Ingestion(Source source) =>
            new(source, Commit(), Config, queues, WakeUps(), new MortalAttempts(world.stores.Attempts, fate), DeadLetterQueue, world.Clock);

        public Courier Courier(string channel) => new(
            incidents, new MortalDeliveries(world.stores.Deliveries, fate, Settled), new MortalPaces(world.stores.Paces, fate),
            new MortalSender(new Noting(world.Destinations[channel], Sent), fate), queues, WakeUps(), Config, channel, DeadLetterQueue, world.Clock, () => 0.5);

        public Sweeper Sweeper() => new(incidents, new MortalDeliveries(world.stores.Deliveries, fate, Settled), Commit(), WakeUps(), world, world.Clock);

        private Commit Commit() => new(incidents, Config, Handover.Queued, (_, _) => Task.CompletedTask);

        private WakeUps WakeUps() => new(queues, Config, QueueOf);
    }
}

/// <summary>Tells of each message that a destination has accepted.</summary>
internal sealed class Noting(Destination destination, Action<Accepted> accepted) : IChannelSender
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
