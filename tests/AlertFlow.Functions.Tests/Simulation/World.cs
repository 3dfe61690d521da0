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

/// <summary>The stores of a world.</summary>
internal sealed record Stores(IIncidentStore Incidents, IDeliveryStore Deliveries, IPaceStore Paces, IAttemptStore Attempts)
{
    public static Stores InMemory() =>
        new(new InMemoryIncidentStore(), new InMemoryDeliveryStore(), new InMemoryPaceStore(), new InMemoryAttemptStore());
}

/// <summary>
/// The whole deployment on a virtual clock: queues, functions that are killed, a sweeper that runs each minute, destinations that
/// fail. Everything random comes from one seed.
/// </summary>
internal sealed class World : IRecordStore
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Random random;
    private readonly Stores stores;
    private readonly IReadOnlyList<Source> sources;
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset?> due = [];
    private int processes;

    public World(
        int seed,
        Stores stores,
        Func<string, DateTimeOffset, DestinationState>? stateAt = null,
        double duplicates = 0,
        IReadOnlyList<Source>? sources = null)
    {
        (random, this.stores, this.sources) = (new Random(seed), stores, sources ?? Source.All);
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
        Queues = new VirtualQueues(Clock, random, duplicates);
        stateAt ??= (_, _) => DestinationState.Healthy;
        Destinations = Channel.All.ToDictionary(channel => channel.Name, channel => new Destination(channel.Name, Clock, stateAt));
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
          - {name: rollout, matchers: ["rule = Package manager"], owner: team, reason: known,
             from: 2026-05-04T12:00:00Z, until: 2026-05-04T15:00:00Z}
        timers: {guardduty_publishing_frequency: 15m}
        """,
        "routes.yaml")).Config;

    public FakeTimeProvider Clock { get; }

    public VirtualQueues Queues { get; }

    public Dictionary<string, Destination> Destinations { get; }

    public FaultRates FaultRates { get; set; } = FaultRates.None;

    /// <summary>Returns true for a rule whose findings kill the process that commits them.</summary>
    public Func<string, bool> CrashesOn { get; set; } = _ => false;

    /// <summary>Every notification that was ever decided, by incident and sequence number.</summary>
    public Dictionary<(string Incident, int Sequence), Notification> Decided { get; } = [];

    /// <summary>The last state of every incident, with its key.</summary>
    public Dictionary<string, (string Key, IncidentItem Item)> Incidents { get; } = [];

    /// <summary>Messages that were sent and not settled, because a process was killed, a call failed or an answer was lost.</summary>
    public List<(Accepted Message, string Cause)> Ambiguous { get; } = [];

    public HashSet<string> Recorded { get; } = [];

    public int Crashes { get; private set; }

    public int Invocations { get; private set; }

    public static string SourceQueue(string source) => $"source-{source}";

    /// <summary>Runs until an instant: receives messages when they become visible, and sweeps at full minutes when a key is due.</summary>
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
                await InvokeAsync(async (process, invocation) =>
                {
                    await process.Sweeper().RunAsync(invocation, CancellationToken.None);
                    return [];
                });
                // Keys that failed are due again at the next run.
                Clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }

        if (until > Clock.GetUtcNow())
        {
            Clock.SetUtcNow(until);
        }
    }

    public Task RunUntilIdleAsync() => RunUntilAsync(DateTimeOffset.MaxValue);

    public Task WriteAsync(IncidentItem item, IReadOnlyList<DeliveryItem> deliveries, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Recorded.Add(item.Incident.Id);
            return Task.CompletedTask;
        }
    }

    /// <summary>Returns the streams of a key.</summary>
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

    /// <summary>Receives visible messages, two processes at a time, until none is visible.</summary>
    private async Task PumpAsync()
    {
        string[] queues =
        [
            .. sources.Select(source => SourceQueue(source.Name)),
            .. Channel.All.SelectMany(channel => new[] { QueueOf(channel.Name, true), QueueOf(channel.Name, false) }),
        ];
        while (true)
        {
            var batches = queues.Concat(queues).Order(StringComparer.Ordinal)
                .Select(queue => (Queue: queue, Batch: Queues.Receive(queue, 10)))
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
            (process, invocation) => sources.FirstOrDefault(source => SourceQueue(source.Name) == queue) is { } source
                ? process.Ingestion(source).HandleAsync(batch, invocation, CancellationToken.None)
                : process.Notifier(queue.Split('-')[0]).HandleAsync(batch, invocation, CancellationToken.None));
        if (failed is not null)
        {
            batch.Where(message => !failed.Contains(message.Id)).ToList().ForEach(Queues.Delete);
        }
    }

    /// <returns>The answer of the function; null where it was killed.</returns>
    private async Task<IReadOnlyCollection<string>?> InvokeAsync(Func<SimulatedProcess, Invocation, Task<IReadOnlyCollection<string>>> work)
    {
        var number = Interlocked.Increment(ref processes);
        var faults = new FaultInjector(new Random(random.Next()), FaultRates);
        var invocation = new Invocation(Stream.Null, Clock, "AlertFlow", "simulated", number.ToString(CultureInfo.InvariantCulture), "");
        Invocations++;
        IReadOnlyCollection<string>? answer = null;
        var process = new SimulatedProcess(this, stores, faults, Written);
        try
        {
            answer = await work(process, invocation);
        }
        catch (InjectedFaultException)
        {
            // An invocation that throws leaves its messages on their queue, as a killed one does.
        }

        lock (gate)
        {
            Ambiguous.AddRange(process.Unsettled.Select(
                message => (message, message.AnswerLost ? "answer lost" : faults.IsKilled ? "killed" : "call failed")));
            Crashes += faults.IsKilled ? 1 : 0;
        }

        return faults.IsKilled ? null : answer;
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

    /// <summary>Returns the address of a receiver, as its destination knows it.</summary>
    public static string AddressOf(string receiver) =>
        Config.Receiver(receiver)!.Settings is var settings && settings.TryGetValue("channel", out var channel)
            ? channel
            : settings.GetValueOrDefault("to") ?? settings["topic_arn"];

    public static string QueueOf(string channel, bool urgent) => $"{channel}-{(urgent ? "urgent" : "normal")}";
}
