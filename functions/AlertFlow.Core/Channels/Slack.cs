using System.Text.RegularExpressions;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Channels;

/// <summary>What is posted to Slack's Web API.</summary>
/// <param name="Method"><c>chat.postMessage</c> or <c>chat.update</c>.</param>
/// <param name="Body">The JSON of its arguments.</param>
public sealed record SlackRequest(string Method, string Body) : ChannelRequest;

/// <summary>
/// Slack: one top-level message per incident, what follows in its thread, broadcast when urgent; edits keep the
/// top-level message current.
/// </summary>
/// <seealso href="https://docs.slack.dev/reference/methods/chat.postMessage"/>
public static partial class Slack
{
    public static Channel Channel { get; } = new(
        "slack",
        [new("channel", Required: true, "a channel id such as C0123456789, or a name such as #alerts", value => ChannelName().IsMatch(value))],
        Render);

    private static SlackRequest? Render(Notification hostile, Receiver receiver, Conversation? conversation)
    {
        var message = Message.Of(hostile);
        var channel = conversation?.Channel ?? receiver.Settings["channel"];
        return (message.Notification, conversation) switch
        {
            ({ Reason: Reason.Edit }, null) => null,
            ({ Reason: Reason.Edit }, { Root: var root }) => new("chat.update", SlackBody.Edit(message, channel, root)),
            (_, null) => new("chat.postMessage", SlackBody.TopLevel(message, channel, earlier: null)),
            ({ Reason: Reason.Reopened } or { Reason: Reason.Summary, StillActive: true }, { } earlier) =>
                new("chat.postMessage", SlackBody.TopLevel(message, channel, earlier)),
            (_, { Root: var root }) => new("chat.postMessage", SlackBody.Reply(message, channel, root)),
        };
    }

    [GeneratedRegex(@"\A([CGD][A-Z0-9]{6,20}|#[a-z0-9_-]{1,80})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChannelName();
}
