using System.Diagnostics.CodeAnalysis;
using AlertFlow.Aws.Queues;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Deployment;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Notify;

/// <summary>
/// Delivers the streams that wake-ups name. A stream is taken by a lease, told in order, and given back; what has to wait
/// waits on the queue, never in here.
/// </summary>
public sealed class Courier(
    IIncidentStore incidents,
    IDeliveryStore deliveries,
    IPaceStore paces,
    IChannelSender sender,
    IQueues queues,
    WakeUps wakeUps,
    RoutingConfig config,
    string channel,
    string deadLetterQueue,
    TimeProvider clock,
    Func<double> jitter)
{
    private const int Parallelism = 8;

    /// <summary>Longer than the function may run, so that nobody takes a stream from one who still works.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(20);

    /// <returns>The ids of the messages that stay on the queue.</returns>
    public async Task<IReadOnlyCollection<string>> HandleAsync(IReadOnlyList<QueueMessage> messages, Invocation invocation, CancellationToken cancellationToken)
    {
        var kept = new HashSet<string>();
        var gate = new Lock();
        var woken = new Dictionary<DeliveryStream, List<QueueMessage>>();
        foreach (var message in messages)
        {
            if (DeliveryJson.ReadWakeUp(message.Body) is { } wakeUp)
            {
                (woken.TryGetValue(wakeUp.Stream, out var known) ? known : woken[wakeUp.Stream] = []).Add(message);
            }
            else if (!await TryAsync(() => queues.DeadLetterAsync(deadLetterQueue, message.Body, "no wake-up", cancellationToken), invocation))
            {
                kept.Add(message.Id);
            }
        }

        await Parallel.ForEachAsync(
            woken,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = CancellationToken.None },
            async (stream, _) =>
            {
                var pause = await DeliverAsync(stream.Key, invocation, cancellationToken);
                if (pause is null)
                {
                    return;
                }

                // One message is enough to come back by.
                var stays = stream.Value[^1];
                await TryAsync(() => queues.DelayAsync(stays, pause.Value, cancellationToken), invocation);
                lock (gate)
                {
                    kept.Add(stays.Id);
                }
            });
        return kept;
    }

    /// <returns>How long to wait before the stream is looked at again; null: all is settled.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one stream is tried again, and costs no other.")]
    private async Task<TimeSpan?> DeliverAsync(DeliveryStream stream, Invocation invocation, CancellationToken cancellationToken)
    {
        try
        {
            // Both at once: what is read of the incident is no older than the lease where it counts, since a later entry has a later wake-up.
            var leasing = deliveries.LeaseAsync(stream, invocation.RequestId, clock.GetUtcNow(), clock.GetUtcNow() + LeaseTime, cancellationToken);
            var stored = await incidents.ReadAsync(stream.Key, cancellationToken);
            if (await leasing is not Lease.Taken { Item: var item })
            {
                return (await leasing) is Lease.Held held ? AtLeast(held.Until - clock.GetUtcNow()) : null;
            }

            var round = new Round(item, stored?.Item, invocation.RequestId);
            if (stored is { Unreadable: { } unreadable })
            {
                invocation.Warn("item unreadable, nothing of it is delivered", ("key", stream.Key), ("detail", unreadable));
            }

            return await RunAsync(round, invocation, cancellationToken);
        }
        catch (Exception exception)
        {
            invocation.About(("key", stream.Key), ("incident", stream.Incident), ("receiver", stream.Receiver)).Error("delivery interrupted", exception);
            return TimeSpan.FromSeconds(5);
        }
    }

    private async Task<TimeSpan?> RunAsync(Round round, Invocation invocation, CancellationToken cancellationToken)
    {
        await LookAroundAsync(round, cancellationToken);
        while (true)
        {
            var now = clock.GetUtcNow();
            switch (Delivering.Next(round.Item, round.Pending, config, now, entry => round.DelayOf(entry, now)))
            {
                case NextStep.Idle:
                    await WriteAsync(round, release: true, cancellationToken);
                    return null;
                case NextStep.Wait wait:
                    await WriteAsync(round, release: true, cancellationToken);
                    return AtLeast(wait.Until - now);
                case NextStep.Settle settle:
                    var fallback = settle.Settlement is Settlement.FellBack && config.Receiver(round.Item.Stream.Receiver) is { } receiver ? config.FallbackOf(receiver) : null;
                    await SettleAsync(round, settle.Entry, settle.Settlement, settle.Because, Delivering.Settled(round.Item, settle.Entry, settle.Settlement, settle.Because, now, fallback), invocation, cancellationToken);
                    break;
                case NextStep.Attempt attempt:
                    if (await PaceAsync(round, attempt, now, cancellationToken) is { } pause)
                    {
                        await WriteAsync(round, release: true, cancellationToken);
                        return AtLeast(pause);
                    }

                    if (round.IsPaced)
                    {
                        await AttemptAsync(round, attempt, invocation, cancellationToken);
                    }

                    break;
            }
        }
    }

    /// <summary>Takes the destination's next slot.</summary>
    /// <returns>How long to wait for it; null: go on, and send where <see cref="Round.IsPaced"/>.</returns>
    private async Task<TimeSpan?> PaceAsync(Round round, NextStep.Attempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        round.IsPaced = true;
        if (attempt.Request.Pace is not { } pace)
        {
            return null;
        }

        // What is urgent queues as long as it takes; the rest leaves room for it.
        var horizon = attempt.Entry.Urgent ? TimeSpan.FromDays(1) : 5 * pace.Interval;
        switch (await paces.TakeAsync(pace, round.Item.Slot?.At, horizon, now, cancellationToken))
        {
            case Slot.Reserved reserved:
                round.Item = round.Item with { Slot = new(reserved.At, round.Item.Slot?.Since ?? now) };
                return (attempt.Deadline < reserved.At ? attempt.Deadline.Value : reserved.At) - now;
            case Slot.Full full:
                return full.Until - now;
            case Slot.Held held:
                round.IsPaced = false;
                var asked = new DeliveryResult.Retry(FailureReason.RateLimited, $"{pace.Destination} asked to be left alone") { After = held.Until - now };
                round.Item = Delivering.After(round.Item, attempt, asked, now, jitter()).Item;
                return null;
            default:
                return null;
        }
    }

    private async Task AttemptAsync(Round round, NextStep.Attempt attempt, Invocation invocation, CancellationToken cancellationToken)
    {
        var result = await sender.SendAsync(attempt.Request, cancellationToken);
        var now = clock.GetUtcNow();
        if (result is DeliveryResult.Retry { Reason: FailureReason.RateLimited, After: { } after } && attempt.Request.Pace is { } pace)
        {
            await paces.HoldAsync(pace.Destination, now + after, cancellationToken);
        }

        var (item, settlement, detail) = Delivering.After(round.Item, attempt, result, now, jitter());
        if (settlement is { } settled)
        {
            if (settled is Settlement.Delivered)
            {
                invocation.Measure(Metric.DeliveryLatency, channel, (now - attempt.Entry.At).TotalMilliseconds);
            }

            await SettleAsync(round, attempt.Entry, settled, detail, item, invocation, cancellationToken);
            return;
        }

        if (result is DeliveryResult.Retry retry)
        {
            invocation.Warn(
                "tried again later",
                ("incident", attempt.Entry.Incident), ("sequence", attempt.Entry.Sequence), ("receiver", round.Item.Stream.Path), ("failure", retry.Reason.ToString()), ("detail", detail), ("ambiguous", retry.Ambiguous));
            invocation.Measure(Metric.DeliveryRetries, channel);
        }

        round.Item = item;
        await WriteAsync(round, release: false, cancellationToken);
    }

    /// <summary>Put aside for people first, settled then: never the other way round.</summary>
    private async Task SettleAsync(
        Round round, Notifications.Notification entry, Settlement settlement, string? detail, DeliveryItem item, Invocation invocation, CancellationToken cancellationToken)
    {
        var stream = round.Item.Stream;
        if (settlement is Settlement.DeadLettered)
        {
            await queues.DeadLetterAsync(deadLetterQueue, DeliveryJson.Write(new DeadLetter(detail ?? "", new WakeUp(stream, entry.Sequence), entry)), detail ?? "", cancellationToken);
        }

        round.Item = item;
        await WriteAsync(round, release: round.Pending.Count == 0, cancellationToken);
        invocation.Info(
            "settled",
            ("incident", entry.Incident), ("sequence", entry.Sequence), ("told", entry.Reason.ToString()), ("receiver", stream.Path), ("settlement", settlement.ToString()), ("detail", detail));
        if (settlement switch { Settlement.Delivered => Metric.Delivered, Settlement.FellBack => Metric.FellBack, Settlement.DeadLettered => Metric.DeadLettered, _ => null } is { } metric)
        {
            invocation.Measure(metric, channel);
        }

        if (settlement is Settlement.Rehearsed && entry.Reason is Notifications.Reason.Opened)
        {
            invocation.Measure(Metric.CanariesArrived, entry.Lead.Source);
        }

        if (settlement is Settlement.FellBack && item.FellBack.LastOrDefault(fell => fell.Sequence == entry.Sequence) is { } fell)
        {
            await wakeUps.SendAsync([(new WakeUp(stream.Fallback(fell.To), entry.Sequence), entry.Urgent)], invocation, cancellationToken);
        }
    }

    /// <summary>A fallback needs to know what fell back to it, and what is late who was told meanwhile: else nobody else is read.</summary>
    private async Task LookAroundAsync(Round round, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (round.Item.Stream.Parent is not null || round.Outbox.Any(entry => now - entry.At > Delivering.LateAfter))
        {
            round.Known = await deliveries.OfKeyAsync(round.Item.Stream.Key, cancellationToken);
        }

        round.Item = round.Item.Pruned(round.Outbox);
    }

    private async Task WriteAsync(Round round, bool release, CancellationToken cancellationToken)
    {
        if (round.IsReleased)
        {
            return;
        }

        if (!await deliveries.WriteAsync(round.Item, round.Owner, release, cancellationToken))
        {
            throw new InvalidOperationException("The lease was lost");
        }

        round.IsReleased = release;
    }

    private static TimeSpan AtLeast(TimeSpan pause) => pause > TimeSpan.FromSeconds(1) ? pause : TimeSpan.FromSeconds(1);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one message leaves it on the queue, and costs no other.")]
    private static async Task<bool> TryAsync(Func<Task> work, Invocation invocation)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception)
        {
            invocation.Error("stays on the queue", exception);
            return false;
        }
    }
}
