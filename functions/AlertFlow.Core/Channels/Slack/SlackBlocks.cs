using System.Text.Json;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Slack;

/// <summary>
/// Writes Block Kit without markup. Text from findings is only in <c>plain_text</c> and in text elements of <c>rich_text</c>,
/// which Slack shows as they are; links are elements of their own.
/// </summary>
/// <seealso href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"/>
internal static class SlackBlocks
{
    private const int HeaderLength = 150;
    private const int CodeLength = 1_000;
    private const int ContextLength = 1_500;

    /// <summary>The facts that a reply repeats; the message above it has the others.</summary>
    private static readonly string[] InReplies = ["When", "How often", "What ran", "Done already", "Who agrees", "How fast", "First"];

    public static void Write(Utf8JsonWriter json, Message message, bool whole, ContextLink? earlier)
    {
        json.WriteStartArray("blocks");
        Header(json, message.Headline);
        Body(json, message, whole, earlier);
        if (whole)
        {
            Context(json, message.Why);
        }

        json.WriteEndArray();
    }

    private static void Header(Utf8JsonWriter json, string headline)
    {
        json.WriteStartObject();
        json.WriteString("type", "header");
        json.WritePropertyName("text");
        PlainText(json, SafeText.Cut(headline, HeaderLength));
        json.WriteEndObject();
    }

    private static void Body(Utf8JsonWriter json, Message message, bool whole, ContextLink? earlier)
    {
        json.WriteStartObject();
        json.WriteString("type", "rich_text");
        json.WriteStartArray("elements");
        if (message.CommandLine is { } command)
        {
            Start(json, "rich_text_preformatted");
            Text(json, SafeText.Cut(command, CodeLength), bold: false);
            End(json);
        }

        Start(json, "rich_text_section");
        foreach (var fact in message.Facts.Where(fact => whole || InReplies.Contains(fact.Label)))
        {
            if (fact.Label.Length > 0)
            {
                Text(json, fact.Label + ": ", bold: true);
            }

            Text(json, fact.Text + "\n", bold: false);
        }

        End(json);
        Links(json, earlier is null ? message.Links : [earlier, .. message.Links]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Links(Utf8JsonWriter json, IReadOnlyList<ContextLink> links)
    {
        if (links.Count is 0)
        {
            return;
        }

        Start(json, "rich_text_section");
        foreach (var (index, link) in links.Index())
        {
            if (index > 0)
            {
                Text(json, " · ", bold: false);
            }

            json.WriteStartObject();
            json.WriteString("type", "link");
            json.WriteString("url", link.Url);
            json.WriteString("text", link.Label);
            json.WriteEndObject();
        }

        End(json);
    }

    private static void Context(Utf8JsonWriter json, string why)
    {
        json.WriteStartObject();
        json.WriteString("type", "context");
        json.WriteStartArray("elements");
        PlainText(json, SafeText.Cut(why, ContextLength));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes plain text. Emoji are off, because a finding could contain <c>:names:</c>; the severity glyphs are characters.</summary>
    private static void PlainText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "plain_text");
        json.WriteString("text", text);
        json.WriteBoolean("emoji", false);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string text, bool bold)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        if (bold)
        {
            json.WriteStartObject("style");
            json.WriteBoolean("bold", true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteStartArray("elements");
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
