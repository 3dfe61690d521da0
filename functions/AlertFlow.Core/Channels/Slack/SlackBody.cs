using System.Text;
using System.Text.Json;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Slack;

/// <summary>Writes the JSON arguments of Slack's methods. Everything that interprets text is off.</summary>
internal static class SlackBody
{
    public static string TopLevel(Message message, string channel, Conversation? earlier) => Write(channel, message, json =>
    {
        Unfurl(json);
        SlackBlocks.Write(json, message, whole: true, earlier is null ? null : Link(earlier));
    });

    /// <summary>Writes a reply, with only the news; the message above it has the rest.</summary>
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

    /// <summary>Writes metadata that nobody sees. It identifies the notification when the answer to a post was lost.</summary>
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
    /// Applies Slack's own three escapes. Formatting characters stay as they are: <c>text</c> is sent with markup off, and the
    /// blocks contain none.
    /// </summary>
    /// <seealso href="https://docs.slack.dev/messaging/formatting-message-text/#escaping"/>
    private static string Escape(string text) => SafeText.Cut(text, Headline.Longest)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Returns the link to the thread of the earlier message.</summary>
    private static ContextLink? Link(Conversation conversation) =>
        SafeUrl.Of($"https://slack.com/archives/{Uri.EscapeDataString(conversation.Channel)}/p{conversation.Root.Replace(".", "", StringComparison.Ordinal)}") is { } url
            ? new("Earlier thread", url)
            : null;
}
