using System.Text;
using System.Text.Json;
using AlertFlow.Channels.Email;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Sns;

/// <summary>Writes the variants of a message by protocol, within the limit of SNS.</summary>
internal static class SnsBody
{
    /// <summary>The limit of SNS. It includes the attributes.</summary>
    /// <seealso href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html"/>
    private const int Limit = 262_144;

    /// <summary>The most characters of an SMS. One part in UCS-2 has 70; the headline may take two.</summary>
    private const int SmsLength = 120;

    public static string Of(Message message, int attributeBytes)
    {
        var finding = IncidentFinding.Of(message);
        Func<Finding, Finding>[] trims =
        [
            whole => whole,
            whole => whole with { Evidences = whole.Evidences?.Take(1).ToList() },
            whole => whole with { Evidences = null },
            whole => whole with { Evidences = null, Observables = null },
            whole => whole with { Evidences = null, Observables = null, Unmapped = null, FindingInfo = whole.FindingInfo with { RelatedEvents = null } },
        ];
        return trims.Select(trim => Write(message, trim(finding)))
            .First(body => Encoding.UTF8.GetByteCount(body) + attributeBytes <= Limit);
    }

    private static string Write(Message message, Finding finding)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("default", FindingJson.Write(finding));
            json.WriteString("email", EmailText.Of(message));
            json.WriteString("sms", SafeText.Cut(message.Headline, SmsLength));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
