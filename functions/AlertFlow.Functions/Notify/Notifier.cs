using System.Collections.Concurrent;
using System.Diagnostics;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Notify;

/// <summary>
/// Takes the streams that wake-ups name through the stages Lease, Load, Plan, Send and Settle. A stream is delivered in order;
/// a delivery that has to wait waits on the queue, never in here.
/// </summary>
public sealed class Notifier(
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
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(5);

    private readonly LeaseStage lease = new(incidents, deliveries, clock);
    private readonly LoadStage load = new(deliveries, clock);
    private readonly SendStage send = new(paces, sender, channel, clock, jitter);
    private readonly SettleStage settle = new(queues, wakeUps, channel, deadLetterQueue);

    /// <returns>The ids of the messages that stay on the queue.</returns>
    public async Task<IReadOnlyCollection<string>> HandleAsync(
        IReadOnlyList<QueueMessage> messages, Invocation invocation, CancellationToken cancellationToken)
    {
        var ofChannel = invocation.About(("channel", channel));
        var kept = new ConcurrentBag<string>();
        var woken = messages.ToLookup(message => DeliveryJson.ReadWakeUp(message.Body)?.Stream);
        await Isolated.ForEachAsync(
            woken.Where(messagesOfStream => messagesOfStream.Key is not null),
            messagesOfStream => About(ofChannel, messagesOfStream.Key!, messagesOfStream), // Those without a key are left out.
            Isolated.StaysOnTheQueue,
            async (messagesOfStream, ofStream) =>
            {
                TimeSpan? pause = PauseAfterError;
                await Isolated.TryAsync(
                    ofStream,
                    "delivery interrupted",
                    async () => pause = await DeliverAsync(messagesOfStream.Key!, ofStream, cancellationToken));
                if (pause is { } wait)
                {
                    // One message of a stream is enough to come back to it.
                    kept.Add(messagesOfStream.Last().Id);
                    await queues.DelayAsync(messagesOfStream.Last(), wait, cancellationToken);
                }
            });
        var unread = await Isolated.ForEachAsync(
            woken[null],
            message => ofChannel.About(("message_ids", new[] { message.Id })),
            Isolated.StaysOnTheQueue,
            (message, _) => queues.DeadLetterAsync(deadLetterQueue, message.Body, "no wake-up", cancellationToken));
        return [.. kept, .. unread.Select(message => message.Id)];
    }

    private static Invocation About(Invocation invocation, DeliveryStream stream, IEnumerable<QueueMessage> messages) => invocation.About(
        ("key", stream.Key),
        ("incident", stream.Incident),
        ("receiver", stream.Receiver),
        ("message_ids", messages.Select(message => message.Id)));

    /// <returns>How long to wait before the stream is looked at again; null when all of it is settled.</returns>
    private async Task<TimeSpan?> DeliverAsync(DeliveryStream stream, Invocation invocation, CancellationToken cancellationToken)
    {
        switch (await lease.RunAsync(stream, invocation, cancellationToken))
        {
            case LeaseResult.HeldByAnother held:
                return PauseUntil(held.Until);
            case LeaseResult.Taken { Stream: var leased }:
                await load.RunAsync(leased, cancellationToken);
                var until = await SendAsync(leased, invocation, cancellationToken);
                await leased.WriteAsync(release: true, cancellationToken);
                return PauseUntil(until);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Plans, sends and settles entry after entry.</summary>
    /// <returns>When to go on; null when all entries are settled.</returns>
    private async Task<DateTimeOffset?> SendAsync(LeasedStream leased, Invocation invocation, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            switch (Delivering.Next(leased.Item, leased.Pending, config, now, entry => leased.DelayOf(entry, now)))
            {
                case NextStep.Idle:
                    return null;
                case NextStep.Wait wait:
                    return wait.Until;
                case NextStep.Settle step:
                    var fallback = FallbackOf(leased.Stream, step);
                    var settled = Delivering.Settled(leased.Item, step.Entry, step.Settlement, step.Because, now, fallback);
                    await settle.RunAsync(leased, new(step.Entry, step.Settlement, step.Because, settled), invocation, cancellationToken);
                    break;
                case NextStep.Attempt attempt:
                    var sent = await send.RunAsync(leased, attempt, invocation, cancellationToken);
                    if (sent is SendResult.Wait slot)
                    {
                        return slot.Until;
                    }

                    if (sent is SendResult.Settle end)
                    {
                        await settle.RunAsync(leased, end.Ending, invocation, cancellationToken);
                    }

                    break;
            }
        }
    }

    private string? FallbackOf(DeliveryStream stream, NextStep.Settle step) =>
        step.Settlement is Settlement.FellBack && config.Receiver(stream.Receiver) is { } receiver ? config.FallbackOf(receiver) : null;

    private TimeSpan? PauseUntil(DateTimeOffset? until)
    {
        var pause = until - clock.GetUtcNow();
        return pause < ShortestPause ? ShortestPause : pause;
    }
}
