using System.Text.RegularExpressions;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Email;

/// <summary>Renders emails: one conversation per incident, by a constant subject and references in every message.</summary>
public static partial class EmailChannel
{
    private const int SubjectLength = 150;

    public static Channel Row { get; } = new(
        "email",
        [
            new("from", Required: true, "an address such as alerts@example.com", value => Address().IsMatch(value)),
            new(
                "to",
                Required: true,
                "one address, or several with commas between them",
                value => Addresses(value) is { Length: > 0 } all && all.All(address => Address().IsMatch(address))),
        ],
        Render);

    private static EmailRequest? Render(Notification hostile, Receiver receiver, Conversation? conversation)
    {
        if (hostile.Reason is Reason.Edit)
        {
            return null;
        }

        var message = Message.Of(hostile);
        return new()
        {
            From = SafeText.Line(receiver.Settings["from"], 320),
            To = [.. Addresses(receiver.Settings["to"]).Select(address => SafeText.Line(address, 320))],
            Subject = Subject(message.Notification),
            Headers = Headers(message.Notification),
            Text = EmailText.Of(message),
            Html = EmailHtml.Of(message),
        };
    }

    /// <summary>Returns the subject. It stays the same, so that mail programs keep one conversation; Escalated begins another.</summary>
    private static string Subject(Notification notification)
    {
        var louder = notification.Reason is Reason.Escalated ? $"now {Headline.Word(notification.Severity)}: " : "";
        return SafeText.Line(Defanged.Of($"[AlertFlow] {Headline.Mark(notification)}{louder}{notification.Subject}"), SubjectLength);
    }

    /// <summary>Returns the id that all messages refer to. It is never sent, because SES gives each message an id of its own.</summary>
    private static KeyValuePair<string, string>[] Headers(Notification notification)
    {
        var incident = NotInId().Replace(notification.Incident, "-");
        var thread = $"<{incident}@alertflow.invalid>";
        KeyValuePair<string, string>[] headers =
        [
            new("References", thread),
            new("In-Reply-To", thread),
            new("Auto-Submitted", "auto-generated"),
            new("X-Auto-Response-Suppress", "All"),
            new("X-AlertFlow-Incident", incident),
            new("X-AlertFlow-Sequence", Invariant.Of(notification.Sequence)),
            new("X-AlertFlow-Severity", notification.Severity.Caption),
            new("X-AlertFlow-Reason", notification.Reason.ToString()),
        ];
        return notification.Pages ? [.. headers, new("Importance", "high")] : headers;
    }

    private static string[] Addresses(string to) =>
        to.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Matches ASCII without quoting: every mail system accepts it, and it cannot end a header.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}([.][A-Za-z0-9-]{1,63}){1,8}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("[^A-Za-z0-9_-]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInId();
}
