using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using MimeKit;
using MimeKit.Text;

namespace AlertFlow.Aws.Senders;

/// <summary>Writes an email as MIME, both as text and as HTML.</summary>
internal static class Mime
{
    public static MemoryStream Of(EmailRequest request)
    {
        using var message = new MimeMessage();
        // The library adds an id and a date; SES writes its own.
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
