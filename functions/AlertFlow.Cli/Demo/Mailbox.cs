using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Cli.Demo;

/// <summary>The messages of every receiver: the channels render requests, which are kept instead of sent.</summary>
public sealed class Mailbox(RoutingConfig config)
{
    private readonly Dictionary<(string Incident, string Receiver), Conversation> conversations = [];

    private readonly List<Delivered> delivered = [];

    public IReadOnlyList<Delivered> All => delivered;

    public void Deliver(Notification notification)
    {
        foreach (var receiver in notification.Receivers.Select(config.Receiver).OfType<Receiver>())
        {
            var channel = Channel.Find(receiver.Channel) ?? throw new InvalidOperationException($"No channel {receiver.Channel}");
            var conversation = conversations.GetValueOrDefault((notification.Incident, receiver.Name));
            if (channel.Render(notification, receiver, conversation) is not { } request)
            {
                continue;
            }

            if (conversation is null || notification.Reason is Reason.Reopened || notification.StillActive)
            {
                var timestamp = notification.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                conversations[(notification.Incident, receiver.Name)] = new Conversation(
                    receiver.Settings.GetValueOrDefault("channel", ""), $"{timestamp}.{delivered.Count:D6}");
            }

            delivered.Add(new Delivered(notification, receiver, request, conversation));
        }
    }
}

/// <param name="Conversation">The receiver's conversation about the incident before this message; null for the first.</param>
public sealed record Delivered(Notification Notification, Receiver Receiver, ChannelRequest Request, Conversation? Conversation);
