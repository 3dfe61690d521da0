using System.Diagnostics.CodeAnalysis;
using AlertFlow.Aws.Queues;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Functions;

/// <summary>Sends wake-ups to the queues of their channels. The sweeper sends a lost one again.</summary>
/// <param name="queues">The queues.</param>
/// <param name="config">Knows the channel of each receiver.</param>
/// <param name="urlOf">Returns the queue of a channel: urgent where true, else normal.</param>
public sealed class WakeUps(IQueues queues, RoutingConfig config, Func<string, bool, string> urlOf)
{
    /// <summary>Returns one wake-up for each receiver of a notification; none where nothing is sent.</summary>
    public static IEnumerable<(WakeUp WakeUp, bool Urgent)> For(string key, Notification? notification) => notification is null ? []
        : notification.Receivers.Select(
            receiver => (new WakeUp(new DeliveryStream(key, notification.Incident, receiver), notification.Sequence), notification.Urgent));

    /// <summary>Sends; a queue that is down delays its wake-ups and fails nothing, since the decision is stored.</summary>
    public Task SendAsync(IEnumerable<(WakeUp WakeUp, bool Urgent)> wakeUps, Invocation invocation, CancellationToken cancellationToken) =>
        Isolated.ForEachAsync(
            wakeUps.GroupBy(one => UrlOf(one.WakeUp.Stream.Receiver, one.Urgent), one => one.WakeUp).Where(queue => queue.Key is not null),
            queue => invocation.About(("queue", queue.Key), ("receivers", queue.Select(wakeUp => wakeUp.Stream.Receiver))),
            "wake-ups not sent, the sweeper sends them again",
            async (queue, ofQueue) =>
            {
                string[] bodies = [.. queue.Select(DeliveryJson.Write)];
                if (await queues.SendAsync(queue.Key!, bodies, cancellationToken) is > 0 and var refused) // Where has left out the nulls.
                {
                    ofQueue.Warn("wake-ups refused, the sweeper sends them again", ("refused", refused));
                }
            });

    /// <summary>
    /// Returns the queue of a receiver. A receiver without a deployed channel takes any queue: the function there settles or
    /// dead-letters what it finds. Null where no channel is deployed.
    /// </summary>
    private string? UrlOf(string receiver, bool urgent)
    {
        var own = config.Receiver(receiver)?.Channel ?? CanaryReceiver.ChannelOf(receiver);
        return (config.Channels.Contains(own) ? own : config.Channels.FirstOrDefault()) is { } channel ? urlOf(channel, urgent) : null;
    }
}
