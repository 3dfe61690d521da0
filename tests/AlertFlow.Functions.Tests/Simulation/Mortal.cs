using AlertFlow.Aws.Queues;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>An environment's way to the incidents; all that is decided in the world passes here.</summary>
internal sealed class MortalIncidents(IIncidentStore store, Fate fate, Action<IncidentItem, DateTimeOffset?> written) : IIncidentStore
{
    public Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken) => fate.CallAsync(() => store.ReadAsync(key, cancellationToken));

    /// <summary>Whether the process dies of writing an item.</summary>
    public Func<IncidentItem, bool> Kills { get; init; } = _ => false;

    public Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken) => fate.CallAsync(async () =>
    {
        if (Kills(item))
        {
            throw fate.Die();
        }

        var done = await store.WriteAsync(item, due, version, cancellationToken);
        if (done)
        {
            written(item, due);
        }

        return done;
    });

    public Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        fate.CallAsync(() => store.DueAsync(until, limit, cancellationToken));

    public Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken) => fate.CallAsync(() => store.SetAsideAsync(key, version, cancellationToken));
}

internal sealed class MortalDeliveries(IDeliveryStore store, Fate fate, Action<DeliveryItem> written) : IDeliveryStore
{
    public Task<Lease> LeaseAsync(DeliveryStream stream, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        fate.CallAsync(() => store.LeaseAsync(stream, owner, now, until, cancellationToken));

    public Task<bool> WriteAsync(DeliveryItem item, string owner, bool release, CancellationToken cancellationToken) => fate.CallAsync(async () =>
    {
        var done = await store.WriteAsync(item, owner, release, cancellationToken);
        if (done)
        {
            written(item);
        }

        return done;
    });

    public Task<IReadOnlyList<DeliveryItem>> OfKeyAsync(string key, CancellationToken cancellationToken) => fate.CallAsync(() => store.OfKeyAsync(key, cancellationToken));
}

internal sealed class MortalPaces(IPaceStore store, Fate fate) : IPaceStore
{
    public Task<Slot> TakeAsync(Pace pace, DateTimeOffset? reserved, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken) =>
        fate.CallAsync(() => store.TakeAsync(pace, reserved, horizon, now, cancellationToken));

    public Task HoldAsync(string destination, DateTimeOffset until, CancellationToken cancellationToken) => fate.CallAsync(() => store.HoldAsync(destination, until, cancellationToken));
}

internal sealed class MortalSender(IChannelSender sender, Fate fate) : IChannelSender
{
    public Task<DeliveryResult> SendAsync(ChannelRequest request, CancellationToken cancellationToken) => fate.CallAsync(() => sender.SendAsync(request, cancellationToken));
}

internal sealed class MortalQueues(IQueues queues, Fate fate) : IQueues
{
    public Task<int> SendAsync(string queueUrl, IReadOnlyList<string> bodies, CancellationToken cancellationToken) => fate.CallAsync(() => queues.SendAsync(queueUrl, bodies, cancellationToken));

    public Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken) =>
        fate.CallAsync(() => queues.DeadLetterAsync(queueUrl, body, reason, cancellationToken));

    public Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken) => fate.CallAsync(() => queues.DelayAsync(message, delay, cancellationToken));

    public Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken) => fate.CallAsync(() => queues.DeleteAsync(messages, cancellationToken));
}

internal sealed class MortalAttempts(IAttemptStore attempts, Fate fate) : IAttemptStore
{
    public Task<int> BeginAsync(string messageId, DateTimeOffset now, CancellationToken cancellationToken) => fate.CallAsync(() => attempts.BeginAsync(messageId, now, cancellationToken));

    public Task EndAsync(string messageId, CancellationToken cancellationToken) => fate.CallAsync(() => attempts.EndAsync(messageId, cancellationToken));

    public Task<int> CountAsync(string messageId, CancellationToken cancellationToken) => fate.CallAsync(() => attempts.CountAsync(messageId, cancellationToken));
}

/// <summary>Attempts of a run that is over when the process is.</summary>
internal sealed class InMemoryAttempts : IAttemptStore
{
    private readonly Dictionary<string, int> attempts = [];

    public Task<int> BeginAsync(string messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (attempts)
        {
            return Task.FromResult(attempts[messageId] = attempts.GetValueOrDefault(messageId) + 1);
        }
    }

    public Task EndAsync(string messageId, CancellationToken cancellationToken)
    {
        lock (attempts)
        {
            attempts.Remove(messageId);
            return Task.CompletedTask;
        }
    }

    public Task<int> CountAsync(string messageId, CancellationToken cancellationToken)
    {
        lock (attempts)
        {
            return Task.FromResult(attempts.GetValueOrDefault(messageId));
        }
    }
}
