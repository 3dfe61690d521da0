using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using MimeKit;
using MimeKit.Text;

namespace AlertFlow.Aws.Senders;

/// <summary>An email as MIME: text for whom text is enough, HTML for the others.</summary>
internal static class Mime
{
    public static MemoryStream Of(EmailRequest request)
    {
        using var message = new MimeMessage();
        // The library dates it and gives it an id; SES writes both anew.
        message.Headers.Remove(HeaderId.MessageId);
        message.Headers.Remove(HeaderId.Date);
        message.From.Add(MailboxAddress.Parse(request.From));
        message.To.AddRange(request.To.Select(MailboxAddress.Parse));
        message.Subject = request.Subject;
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.Add(name, value);
        }

        message.Body = new MultipartAlternative(
            new TextPart(TextFormat.Plain) { Text = request.Text },
            new TextPart(TextFormat.Html) { Text = request.Html });
        var bytes = new MemoryStream();
        message.WriteTo(bytes);
        bytes.Position = 0;
        return bytes;
    }
}
