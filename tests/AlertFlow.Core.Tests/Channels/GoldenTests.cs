using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;

namespace AlertFlow.Tests.Channels;

/// <summary>Each reason on each channel as it is sent. <c>UPDATE_GOLDEN=1</c> rewrites the files; the diff is to be read.</summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "AlertFlow.Core.Tests", "Channels", "golden");

    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1";

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var channel in Channel.All)
        {
            foreach (var example in Examples.All.Keys)
            {
                cases.Add(channel.Name, example);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_message_is_sent_as_its_golden_files_show(string channel, string example)
    {
        foreach (var (name, text) in Render(Channel.Find(channel)!, example)) // the cases come from the catalogue
        {
            var path = Path.Combine(Folder, name);
            if (Update)
            {
                Directory.CreateDirectory(Folder);
                File.WriteAllText(path, text);
            }

            Assert.True(File.Exists(path), $"{name} is missing: run the tests with UPDATE_GOLDEN=1 and read what it wrote");
            Assert.Equal(File.ReadAllText(path), text);
        }
    }

    [Fact]
    public void Every_golden_file_belongs_to_a_channel()
    {
        var rendered = Channel.All.SelectMany(channel => Examples.All.Keys.SelectMany(example => Render(channel, example)))
            .Select(file => file.Name);

        Assert.Equal(
            rendered.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_channel_shows_every_reason_but_an_edit_in_some_golden_file()
    {
        foreach (var channel in Channel.All)
        {
            Assert.All(
                Examples.All.Where(example => !example.Key.StartsWith("edit", StringComparison.Ordinal)),
                example => Assert.NotEmpty(Render(channel, example.Key)));
        }
    }

    private static List<(string Name, string Text)> Render(Channel channel, string example)
    {
        var earlier = example is "opened" ? null : Examples.Earlier;
        var name = $"{channel.Name}.{example}";
        return channel.Render(Examples.All[example], Examples.ReceiverOf(channel), earlier) switch
        {
            null => [],
            SlackRequest slack =>
                [(name + ".json", Indented(new JsonObject { ["method"] = slack.Method, ["body"] = JsonNode.Parse(slack.Body) }))],
            EmailRequest email => [(name + ".html", email.Html), (name + ".txt", Plain(email))],
            SnsRequest sns => [(name + ".json", Indented(Unwrapped(sns)))],
            var other => throw new InvalidOperationException($"{other.GetType()} has no golden form"),
        };
    }

    private static string Plain(EmailRequest email) => string.Join(
        '\n',
        [
            $"From: {email.From}",
            $"To: {string.Join(", ", email.To)}",
            $"Subject: {email.Subject}",
            .. email.Headers.Select(header => $"{header.Key}: {header.Value}"),
            "",
            email.Text,
        ]);

    private static JsonObject Unwrapped(SnsRequest sns)
    {
        var message = JsonNode.Parse(sns.Message)!.AsObject(); // a literal null is no message
        message["default"] = JsonNode.Parse(message["default"]!.GetValue<string>()); // every message has a default
        var attributes = new JsonObject();
        foreach (var (key, value) in sns.Attributes)
        {
            attributes[key] = value;
        }

        return new() { ["topic"] = sns.TopicArn, ["subject"] = sns.Subject, ["attributes"] = attributes, ["message"] = message };
    }

    private static string Indented(JsonObject json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
