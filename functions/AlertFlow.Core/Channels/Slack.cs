using System.Text.RegularExpressions;
using AlertFlow.Deliveries;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Channels;

/// <summary>What is posted to Slack's Web API.</summary>
/// <param name="Method"><c>chat.postMessage</c> or <c>chat.update</c>.</param>
/// <param name="Body">The JSON of its arguments.</param>
/// <param name="Destination">The channel as the receiver names it.</param>
public sealed record SlackRequest(string Method, string Body, string Destination) : ChannelRequest
{
    public const string Post = "chat.postMessage";
    public const string Update = "chat.update";

    /// <summary>One message a second and channel; of edits, 30 a minute and workspace, of the 50 that Slack takes.</summary>
    /// <seealso href="https://docs.slack.dev/apis/web-api/rate-limits"/>
    public override Pace? Pace => Method is Update ? new("slack edits", TimeSpan.FromSeconds(2)) : new($"slack {Destination}", TimeSpan.FromSeconds(1));
}

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
