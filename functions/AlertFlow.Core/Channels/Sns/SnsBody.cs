using System.Text;
using System.Text.Json;
using AlertFlow.Channels.Email;
using AlertFlow.Findings;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Sns;

/// <summary>
/// The variants of a message by protocol. All texts have bounds, so that the largest message is smaller than SNS's limit of
/// 262,144 bytes with its attributes.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html"/>
internal static class SnsBody
{
    /// <summary>One part of an SMS in UCS-2 is 70 characters; the headline may take two.</summary>
    private const int SmsLength = 120;

    public static string Of(Message message)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("default", FindingJson.Write(IncidentFinding.Of(message)));
            json.WriteString("email", EmailText.Of(message));
            json.WriteString("sms", SafeText.Cut(message.Headline, SmsLength));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
