using System.Text;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Email;

/// <summary>Writes a message as plain text: the text part of an email, and SNS's message to email subscribers.</summary>
internal static class EmailText
{
    public static string Of(Message message)
    {
        var text = new StringBuilder();
        Line(text, message.Headline);
        Line(text, "");
        if (message.CommandLine is { } command)
        {
            Line(text, "    " + Defanged.Of(command));
            Line(text, "");
        }

        foreach (var fact in message.Facts)
        {
            Line(text, $"{(fact.Label.Length is 0 ? "" : fact.Label + ":"),-12} {fact.Text}");
        }

        Line(text, "");
        foreach (var link in message.Links)
        {
            Line(text, $"{link.Label}: {link.Url}");
        }

        Line(text, "");
        Line(text, message.Why);
        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd(' ')).Append('\n');
}
