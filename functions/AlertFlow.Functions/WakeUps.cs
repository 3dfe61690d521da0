using System.Diagnostics.CodeAnalysis;
using AlertFlow.Aws.Queues;
using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Functions.Logging;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Functions;

/// <summary>Sends wake-ups to the queues of their channels. One that gets lost is sent again by the sweeper.</summary>
/// <param name="queues">The queues.</param>
/// <param name="config">Which receiver has which channel.</param>
/// <param name="urlOf">The queue of a channel; urgent or normal.</param>
public sealed class WakeUps(IQueues queues, RoutingConfig config, Func<string, bool, string> urlOf)
{
    /// <summary>One for each receiver of what was just decided of a key.</summary>
    public static IEnumerable<(WakeUp WakeUp, bool Urgent)> Of(string key, Notification notification) =>
        notification.Receivers.Select(receiver => (new WakeUp(new DeliveryStream(key, notification.Incident, receiver), notification.Sequence), notification.Urgent));

    [SuppressMessage("Design", "CA1031", Justification = "What was decided is stored: a queue that is down delays it, and must not fail what called.")]
    public async Task SendAsync(IEnumerable<(WakeUp WakeUp, bool Urgent)> wakeUps, Invocation invocation, CancellationToken cancellationToken)
    {
        await Task.WhenAll(wakeUps.GroupBy(wakeUp => UrlOf(wakeUp.WakeUp.Stream.Receiver, wakeUp.Urgent)).Select(async queue =>
        {
            try
            {
                if (queue.Key is not null
                    && await queues.SendAsync(queue.Key, [.. queue.Select(wakeUp => DeliveryJson.Write(wakeUp.WakeUp))], cancellationToken) is > 0 and var refused)
                {
                    invocation.Warn("wake-ups refused, the sweeper sends them again", ("refused", refused));
                }
            }
            catch (Exception exception)
            {
                invocation.Error("wake-ups not sent, the sweeper sends them again", exception);
            }
        }));
    }

    /// <summary>
    /// A receiver that is no longer configured has no channel, or one that is not deployed: any queue will do, its function
    /// settles or dead-letters what it finds. Null where there is none: nobody is told of anything.
    /// </summary>
    private string? UrlOf(string receiver, bool urgent)
    {
        var own = config.Receiver(receiver)?.Channel ?? CanaryReceiver.ChannelOf(receiver);
        return (config.Channels.Contains(own) ? own : config.Channels.FirstOrDefault()) is { } channel ? urlOf(channel, urgent) : null;
    }
}
