using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.LocalAws.EventBridge;
using AlertFlow.Tests;

namespace AlertFlow.LocalAws.Tests.EventBridge;

/// <summary>The matcher gives the answers that AWS's own gives.</summary>
public sealed class EventPatternTests
{
    private static string Path => System.IO.Path.Combine(Repository.Shared ?? "", "samples", "eventbridge-patterns.json");

    public static IEnumerable<TheoryDataRow<string>> Vectors =>
        File.Exists(Path) ? Cases().Select(one => new TheoryDataRow<string>(one["name"]!.GetValue<string>())) : [];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Vectors))]
    public void A_pattern_matches_what_event_ruler_says_it_does(string name)
    {
        var vector = Cases().Single(one => one["name"]!.GetValue<string>() == name);
        using var envelope = JsonDocument.Parse(vector["event"]!.ToJsonString());
        var pattern = vector["pattern"]!.ToJsonString();

        if (vector["expected"]!.GetValueKind() is JsonValueKind.String)
        {
            Assert.Throws<FormatException>(() => EventPattern.Parse(pattern));
        }
        else
        {
            Assert.Equal(vector["expected"]!.GetValue<bool>(), EventPattern.Parse(pattern).Matches(envelope.RootElement));
        }
    }

    [Fact]
    public void A_mistake_is_reported_with_its_place()
    {
        var mistake = Assert.Throws<FormatException>(() => EventPattern.Parse("""{"detail":{"severity":[{"numeric":["~",3]}]}}"""));

        Assert.Contains("$.detail.severity", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_goes_to_every_rule_that_it_matches_as_it_is()
    {
        List<string> received = [];
        Task Take(string envelope)
        {
            received.Add(envelope);
            return Task.CompletedTask;
        }

        var bus = new EventBus(
            new EventRule("findings", EventPattern.Parse("""{"source":["aws.guardduty"],"detail-type":["GuardDuty Finding"]}"""), Take),
            new EventRule("alarms", EventPattern.Parse("""{"source":["aws.cloudwatch"]}"""), Take));
        const string envelope = """{ "source": "aws.guardduty", "detail-type": "GuardDuty Finding", "detail": {} }""";

        Assert.Equal(["findings"], await bus.PutAsync(envelope));
        Assert.Equal([envelope], received);
    }

    private static IEnumerable<JsonNode> Cases() => JsonNode.Parse(File.ReadAllText(Path))!["cases"]!.AsArray().Select(one => one!);
}
