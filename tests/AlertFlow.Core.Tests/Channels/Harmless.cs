using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;

namespace AlertFlow.Tests.Channels;

/// <summary>What holds of every request whatever was written into its findings.</summary>
internal static partial class Harmless
{
    private static readonly string[] Tags = ["!DOCTYPE", "html", "head", "meta", "title", "body", "div", "table", "tr", "td", "a"];

    public static void Check(ChannelRequest request)
    {
        switch (request)
        {
            case SlackRequest slack:
                Check(slack);
                break;
            case EmailRequest email:
                Check(email);
                break;
            case SnsRequest sns:
                Check(sns);
                break;
            default:
                Assert.Fail($"nobody said what is harmless in a {request.GetType().Name}");
                break;
        }
    }

    private static void Check(SlackRequest slack)
    {
        using var body = JsonDocument.Parse(slack.Body);
        var text = body.RootElement.GetProperty("text").GetString() ?? "";
        Assert.InRange(
            text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
                .Replace("&amp;", "&", StringComparison.Ordinal).Length,
            1,
            120);
        Assert.DoesNotContain('<', text);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        Assert.Equal("none", body.RootElement.GetProperty("parse").GetString());
        Assert.False(body.RootElement.GetProperty("link_names").GetBoolean());
        var blocks = body.RootElement.GetProperty("blocks");
        Assert.InRange(blocks.GetArrayLength(), 1, 50);
        foreach (var block in blocks.EnumerateArray())
        {
            Assert.InRange(Strings(block).Sum(value => value.Text.Length), 1, 12_000);
        }

        Assert.InRange(blocks[0].GetProperty("text").GetProperty("text").GetString()!.Length, 1, 150); // the header is there
        foreach (var (name, value) in Strings(body.RootElement))
        {
            Assert.InRange(value.Length, name is "text" or "url" ? 1 : 0, 3000);
            Plain(value);
            Secretless(value);
            if (name is "url")
            {
                Assert.Matches(
                    "^https://(slack[.]com|docs[.]aws[.]amazon[.]com|[a-z0-9-]+[.]console[.]aws[.]amazon[.]com"
                        + "|(wiki|app[.]sysdig)[.]example([.]com)?)/",
                    value);
            }

            if (name is "type")
            {
                Assert.Contains(
                    value,
                    (string[])[
                        "header", "plain_text", "rich_text", "rich_text_section", "rich_text_preformatted", "text", "link", "context",
                    ]);
            }
        }
    }

    private static void Check(EmailRequest email)
    {
        foreach (var value in (string[])[
            email.Subject, email.From, .. email.To, .. email.Headers.SelectMany(header => new[] { header.Key, header.Value }),
        ])
        {
            Assert.InRange(value.Length, 1, 400);
            Assert.DoesNotContain('\n', value);
            Plain(value);
            Secretless(value);
        }

        Plain(email.Text);
        Secretless(email.Text);
        Plain(email.Html);
        Secretless(email.Html);
        Assert.InRange(email.Html.Length, 1, 100_000);
        Assert.All(
            Addresses().Matches(email.Text).Select(match => match.Value),
            address => Assert.DoesNotContain("evil", address, StringComparison.Ordinal));
        Assert.All(
            Addresses().Matches(email.Html).Select(match => match.Value),
            address => Assert.DoesNotContain("evil", address, StringComparison.Ordinal));
        foreach (Match tag in Tag().Matches(email.Html))
        {
            Assert.Contains(tag.Groups["name"].Value, Tags);
            Assert.DoesNotContain("onerror", tag.Value, StringComparison.Ordinal);
        }

        Assert.All(
            Links().Matches(email.Html).Select(match => match.Groups["url"].Value),
            url => Assert.StartsWith("https://", url, StringComparison.Ordinal));
    }

    private static void Check(SnsRequest sns)
    {
        Assert.Matches("^[!-~][ -~]{0,98}$", sns.Subject);
        Secretless(sns.Subject);
        Assert.InRange(sns.Attributes.Count, 1, 10);
        Assert.All(sns.Attributes, attribute =>
        {
            Assert.NotEmpty(attribute.Value);
            Plain(attribute.Value);
            Secretless(attribute.Value);
        });
        Assert.InRange(
            Encoding.UTF8.GetByteCount(sns.Message) + sns.Attributes.Sum(
                attribute => attribute.Key.Length + Encoding.UTF8.GetByteCount(attribute.Value) + 6),
            1,
            262_144);
        using var message = JsonDocument.Parse(sns.Message);
        Assert.InRange(message.RootElement.GetProperty("sms").GetString()!.Length, 1, 120); // it is written above
        using var finding = JsonDocument.Parse(message.RootElement.GetProperty("default").GetString()!); // it is written above
        foreach (var (_, value) in Strings(message.RootElement).Concat(Strings(finding.RootElement)))
        {
            Plain(value);
            Secretless(value);
        }

        foreach (var required in (string[])[
            "activity_id", "category_uid", "class_uid", "type_uid", "time", "severity_id", "metadata", "finding_info", "cloud",
        ])
        {
            Assert.True(finding.RootElement.TryGetProperty(required, out _), required);
        }
    }

    /// <summary>No terminal code, no invisible or reordering character, no half of one.</summary>
    private static void Plain(string text)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value is not '\n' && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    private static void Secretless(string text) =>
        Assert.All(Payloads.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Name, string Text)> Strings(JsonElement element, string name = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value, property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, name)),
        JsonValueKind.String => [(name, element.GetString()!)], // it is a string
        _ => [],
    };

    [GeneratedRegex("https?://[^\\s\"<]+|mailto:[^\\s\"<]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 600_000)]
    private static partial Regex Addresses();

    [GeneratedRegex("</?(?<name>[^\\s>/]*)[^>]*>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 600_000)]
    private static partial Regex Tag();

    [GeneratedRegex("href=\"(?<url>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 600_000)]
    private static partial Regex Links();
}
