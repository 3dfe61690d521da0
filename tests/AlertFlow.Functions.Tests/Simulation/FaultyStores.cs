using AlertFlow.Aws.Queues;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>The incident store of a process that may be killed; every decision passes here.</summary>
internal sealed class FaultyIncidentStore(
    IIncidentStore store, FaultInjector faults, Action<IncidentItem, DateTimeOffset?> written) : IIncidentStore
{
    public Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken) =>
        faults.CallAsync(() => store.ReadAsync(key, cancellationToken));

    /// <summary>Returns true for an item that kills the process that writes it.</summary>
    public Func<IncidentItem, bool> CrashesOn { get; init; } = _ => false;

    public Task<bool> WriteAsync(
        IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken) => faults.CallAsync(async () =>
    {
        if (CrashesOn(item))
        {
            throw faults.Kill();
        }

        var done = await store.WriteAsync(item, due, version, cancellationToken);
        if (done)
        {
            written(item, due);
        }

        return done;
    });

    public Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        faults.CallAsync(() => store.DueAsync(until, limit, cancellationToken));

    public Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken) =>
        faults.CallAsync(() => store.SetAsideAsync(key, version, cancellationToken));
}

internal sealed class FaultyDeliveryStore(IDeliveryStore store, FaultInjector faults, Action<DeliveryItem> written) : IDeliveryStore
{
    public Task<Lease> LeaseAsync(
        DeliveryStream stream, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        faults.CallAsync(() => store.LeaseAsync(stream, owner, now, until, cancellationToken));

    public Task<bool> WriteAsync(
        DeliveryItem item, string owner, bool release, CancellationToken cancellationToken) => faults.CallAsync(async () =>
    {
        var done = await store.WriteAsync(item, owner, release, cancellationToken);
        if (done)
        {
            written(item);
        }

        return done;
    });

    public Task<IReadOnlyList<DeliveryItem>> OfKeyAsync(string key, CancellationToken cancellationToken) =>
        faults.CallAsync(() => store.OfKeyAsync(key, cancellationToken));
}

internal sealed class FaultyPaceStore(IPaceStore store, FaultInjector faults) : IPaceStore
{
    public Task<Slot> TakeAsync(
        Pace pace, DateTimeOffset? reserved, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken) =>
        faults.CallAsync(() => store.TakeAsync(pace, reserved, horizon, now, cancellationToken));

    public Task HoldAsync(string destination, DateTimeOffset until, CancellationToken cancellationToken) =>
        faults.CallAsync(() => store.HoldAsync(destination, until, cancellationToken));
}

internal sealed class FaultySender(IChannelSender sender, FaultInjector faults) : IChannelSender
{
    public Task<DeliveryResult> SendAsync(ChannelRequest request, CancellationToken cancellationToken) =>
        faults.CallAsync(() => sender.SendAsync(request, cancellationToken));
}

internal sealed class FaultyQueues(IQueues queues, FaultInjector faults) : IQueues
{
    public Task<int> SendAsync(string queueUrl, IReadOnlyList<string> bodies, CancellationToken cancellationToken) =>
        faults.CallAsync(() => queues.SendAsync(queueUrl, bodies, cancellationToken));

    public Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken) =>
        faults.CallAsync(() => queues.DeadLetterAsync(queueUrl, body, reason, cancellationToken));

    public Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        faults.CallAsync(() => queues.DelayAsync(message, delay, cancellationToken));

    public Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken) =>
        faults.CallAsync(() => queues.DeleteAsync(messages, cancellationToken));
}

internal sealed class FaultyAttemptStore(IAttemptStore attempts, FaultInjector faults) : IAttemptStore
{
    public Task<int> BeginAsync(string messageId, DateTimeOffset now, CancellationToken cancellationToken) =>
        faults.CallAsync(() => attempts.BeginAsync(messageId, now, cancellationToken));

    public Task EndAsync(string messageId, CancellationToken cancellationToken) =>
        faults.CallAsync(() => attempts.EndAsync(messageId, cancellationToken));

    public Task<int> CountAsync(string messageId, CancellationToken cancellationToken) =>
        faults.CallAsync(() => attempts.CountAsync(messageId, cancellationToken));
}

/// <summary>Counts attempts in memory.</summary>
internal sealed class InMemoryAttemptStore : IAttemptStore
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
