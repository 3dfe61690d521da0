using System.Text;
using System.Text.Json;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Slack;

/// <summary>The arguments of Slack's methods as JSON, with everything off that turns text into more than text.</summary>
internal static class SlackBody
{
    public static string TopLevel(Message message, string channel, Conversation? earlier) => Write(channel, message, json =>
    {
        Unfurl(json);
        SlackBlocks.Write(json, message, whole: true, earlier is null ? null : Link(earlier));
    });

    /// <summary>A reply says what is new; the message that it hangs under says the rest.</summary>
    public static string Reply(Message message, string channel, string root) => Write(channel, message, json =>
    {
        json.WriteString("thread_ts", root);
        if (message.Notification.Pages)
        {
            json.WriteBoolean("reply_broadcast", true);
        }

        Unfurl(json);
        SlackBlocks.Write(json, message, whole: false, earlier: null);
    });

    public static string Edit(Message message, string channel, string root) => Write(channel, message, json =>
    {
        json.WriteString("ts", root);
        SlackBlocks.Write(json, message, whole: true, earlier: null);
    });

    private static string Write(string channel, Message message, Action<Utf8JsonWriter> rest)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("channel", channel);
            json.WriteString("text", Escape(message.Headline));
            json.WriteString("parse", "none");
            json.WriteBoolean("link_names", false);
            rest(json);
            Metadata(json, message.Notification);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Nobody sees it; it tells which notification a message is when the answer to a post was lost.</summary>
    private static void Metadata(Utf8JsonWriter json, Notification notification)
    {
        json.WriteStartObject("metadata");
        json.WriteString("event_type", "alertflow_notification");
        json.WriteStartObject("event_payload");
        json.WriteString("incident", notification.Incident);
        json.WriteNumber("sequence", notification.Sequence);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Unfurl(Utf8JsonWriter json)
    {
        json.WriteBoolean("mrkdwn", false);
        json.WriteBoolean("unfurl_links", false);
        json.WriteBoolean("unfurl_media", false);
    }

    /// <summary>
    /// Slack's own three escapes. The marks of its formatting stay what they are: <c>text</c> is sent with markup off, and
    /// the blocks hold no markup at all.
    /// </summary>
    /// <seealso href="https://docs.slack.dev/messaging/formatting-message-text/#escaping"/>
    private static string Escape(string text) => SafeText.Cut(text, Headline.Longest)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The thread of the message that was sent before.</summary>
    private static ContextLink? Link(Conversation conversation) =>
        SafeUrl.Of($"https://slack.com/archives/{Uri.EscapeDataString(conversation.Channel)}/p{conversation.Root.Replace(".", "", StringComparison.Ordinal)}") is { } url
            ? new("Earlier thread", url)
            : null;
}
