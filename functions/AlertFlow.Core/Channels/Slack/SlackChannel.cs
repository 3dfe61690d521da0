using System.Text.RegularExpressions;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Slack;

/// <summary>
/// Renders Slack messages: one top-level message per incident, the rest in its thread, broadcast when urgent. Edits keep the
/// top-level message current.
/// </summary>
/// <seealso href="https://docs.slack.dev/reference/methods/chat.postMessage"/>
public static partial class SlackChannel
{
    public static Channel Row { get; } = new(
        "slack",
        [
            new(
                "channel",
                Required: true,
                "a channel id such as C0123456789, or a name such as #alerts",
                value => ChannelName().IsMatch(value)),
        ],
        Render);

    private static SlackRequest? Render(Notification hostile, Receiver receiver, Conversation? conversation)
    {
        var message = Message.Of(hostile);
        var destination = receiver.Settings["channel"];
        var channel = conversation?.Channel ?? destination;
        return (message.Notification, conversation) switch
        {
            ({ Reason: Reason.Edit }, null) => null,
            ({ Reason: Reason.Edit }, { Root: var root }) => new(SlackRequest.Update, SlackBody.Edit(message, channel, root), destination),
            (_, null) => new(SlackRequest.Post, SlackBody.TopLevel(message, channel, earlier: null), destination),
            ({ Reason: Reason.Reopened } or { Reason: Reason.Summary, StillActive: true }, { } earlier) =>
                new(SlackRequest.Post, SlackBody.TopLevel(message, channel, earlier), destination),
            (_, { Root: var root }) => new(SlackRequest.Post, SlackBody.Reply(message, channel, root), destination),
        };
    }

    [GeneratedRegex(@"\A([CGD][A-Z0-9]{6,20}|#[a-z0-9_-]{1,80})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChannelName();
}
