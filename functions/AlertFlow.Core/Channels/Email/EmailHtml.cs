using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Email;

/// <summary>
/// Writes a message as HTML that mail programs keep: one table, inline styles, no images. Text has the program's own colours,
/// so that it is readable in light and dark. Coloured elements contain no text.
/// </summary>
internal static class EmailHtml
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5";
    private const string Mono = "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:14px";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(Message message)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n")
            .Append("<title>AlertFlow</title>\n</head>\n<body style=\"margin:0;padding:16px\">\n");
        Preheader(html, message);
        html.Append("<div style=\"max-width:680px;border-left:6px solid ").Append(Colour(message.Notification)).Append(";padding:4px 0 4px 16px;").Append(Font).Append("\">\n")
            .Append("<div style=\"font-size:20px;line-height:1.35;font-weight:600;margin:0 0 12px\">").Append(Encode(message.Headline)).Append("</div>\n");
        if (message.CommandLine is { } command)
        {
            html.Append("<div style=\"").Append(Mono).Append(";background:rgba(127,127,127,0.16);border-radius:6px;padding:10px 12px;margin:0 0 12px;white-space:pre-wrap;word-break:break-all\">")
                .Append(Encode(Defanged.Of(command))).Append("</div>\n");
        }

        Facts(html, message.Facts);
        Links(html, message.Links);
        html.Append("<div style=\"font-size:12px;color:#767676;margin:16px 0 0;word-break:break-word\">").Append(Encode(message.Why)).Append("</div>\n")
            .Append("</div>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>Writes the preview text of mail lists, because the subject never changes.</summary>
    private static void Preheader(StringBuilder html, Message message) =>
        html.Append("<div style=\"display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px\">")
            .Append(Encode(message.Headline)).Append(" · ").Append(Encode(SourceWords.Counts(message.Notification.Counts))).Append("</div>\n");

    private static void Facts(StringBuilder html, IReadOnlyList<Fact> facts)
    {
        html.Append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"border-collapse:collapse;").Append(Font).Append("\">\n");
        foreach (var fact in facts)
        {
            html.Append("<tr><td style=\"padding:2px 16px 2px 0;vertical-align:top;white-space:nowrap;color:#767676\">").Append(Encode(fact.Label))
                .Append("</td><td style=\"padding:2px 0;vertical-align:top;word-break:break-word\">").Append(Encode(fact.Text)).Append("</td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void Links(StringBuilder html, IReadOnlyList<ContextLink> links)
    {
        if (links.Count is 0)
        {
            return;
        }

        html.Append("<div style=\"margin:14px 0 0\">");
        foreach (var link in links)
        {
            html.Append("<a href=\"").Append(Encode(link.Url))
                .Append("\" rel=\"noreferrer\" style=\"display:inline-block;margin:0 8px 8px 0;padding:5px 12px;border:1px solid #808080;border-radius:6px;text-decoration:none;color:#3b82d6\">")
                .Append(Encode(link.Label)).Append("</a>");
        }

        html.Append("</div>\n");
    }

    private static string Encode(string text) => Encoder.Encode(text);

    private static string Colour(Notification notification) => Headline.IsClosed(notification) ? "#9e9e9e" : notification.Severity switch
    {
        Severity.Critical or Severity.Fatal => "#d32f2f",
        Severity.High => "#f57c00",
        Severity.Medium => "#fbc02d",
        Severity.Low => "#1976d2",
        _ => "#9e9e9e",
    };
}
