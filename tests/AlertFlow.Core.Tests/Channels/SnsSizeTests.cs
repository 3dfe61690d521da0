using System.Text;
using AlertFlow.Channels.Sns;
using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Tests.Channels;

/// <summary>A message fits into the limit of SNS whatever is written into its findings: its evidence is trimmed first.</summary>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html"/>
public sealed class SnsSizeTests
{
    /// <summary>With the attributes.</summary>
    private const int Limit = 262_144;

    /// <summary>More than any field keeps.</summary>
    private const int Longest = 2_000;

    public static TheoryData<string> Characters => ["x", "界", "👩", "é\u0301\u0302", "\"", "\\", "<", "&", "'", "/"];

    [Theory]
    [MemberData(nameof(Characters))]
    public void The_largest_message_is_smaller_than_the_limit_with_its_attributes(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, Longest));
        var incident = Largest(Examples.All["escalated"], text);
        var digest = Largest(Examples.All["digest"], text);

        foreach (var notification in (Notification[])[incident, digest, incident with { Silence = digest.Silence }])
        {
            Assert.InRange(SizeOf(notification), 10 * Longest, Limit);
        }
    }

    /// <summary>Every text is as long as can be, and there are more of all than any message shows.</summary>
    private static Notification Largest(Notification example, string text)
    {
        var hostile = Payloads.Fields.Where(field => field.Key is not "AffectedResource.TaskFamily")
            .Aggregate(example, (notification, field) => field.Value(notification, text));
        var lead = hostile.Lead with { Count = long.MaxValue, SrcUrl = Link('a'), Reference = Link('b') };
        return hostile with
        {
            Resource = hostile.Resource with { Type = ResourceType.Task, TaskFamily = text, Service = text },
            Lead = lead,
            Signals = [.. Enumerable.Range(0, 20).Select(number => lead with { Rule = $"{number}{text}" })],
            SignalCount = int.MaxValue,
            Counts = [.. Enumerable.Range(0, 20).Select(number => new SourceCount($"{number}{text}", long.MaxValue))],
            Count = long.MaxValue,
            Delta = long.MaxValue,
            PeakPerMinute = long.MaxValue,
            Reopens = int.MaxValue,
            Adopted = true,
            HistoryUnreadable = true,
            Test = true,
            Urgent = true,
            Runbook = new(Page, text),
            Receivers = [.. Enumerable.Repeat(text, 20)],
            WouldTell = [.. Enumerable.Repeat(text, 20)],
            Delay = new(TimeSpan.FromDays(1), text, example.At, [.. Enumerable.Repeat(text, 20)], long.MaxValue),
            Silence = hostile.Silence is { } silence ? silence with { Gravest = [.. Enumerable.Repeat(silence.Gravest[0], 9)] } : null,
        };
    }

    /// <summary>As long as an incident keeps one, of characters that JSON escapes.</summary>
    private static string Link(char path) => $"https://a.example/{path}".PadRight(400, '&');

    /// <summary>As long as an address may be, of characters that grow most when they are encoded.</summary>
    private static string Page { get; } = "https://a.example/".PadRight(2_000, '界');

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static int SizeOf(Notification notification)
    {
        var request = Assert.IsType<SnsRequest>(SnsChannel.Row.Render(notification, Examples.ReceiverOf(SnsChannel.Row), null));
        return Bytes(request.Message)
            + request.Attributes.Sum(attribute => Bytes(attribute.Key) + Bytes(attribute.Value) + Bytes("String"));
    }
}
