using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Sources.Falco;

namespace AlertFlow.Tests.Sources.Falco;

public sealed class FalcoTests
{
    private const string Native = "falco/host-sensitive-file";

    [Theory]
    [InlineData("Emergency", Severity.Critical)]
    [InlineData("Alert", Severity.Critical)]
    [InlineData("Critical", Severity.Critical)]
    [InlineData("CRITICAL", Severity.Critical)]
    [InlineData("Error", Severity.High)]
    [InlineData("Warning", Severity.Medium)]
    [InlineData("Notice", Severity.Low)]
    [InlineData("Informational", Severity.Informational)]
    [InlineData("info", Severity.Informational)]
    [InlineData("Debug", Severity.Informational)]
    [InlineData("Loud", Severity.Unknown)]
    public void A_priority_is_a_severity_in_any_case(string priority, Severity expected) =>
        Assert.Equal(expected, One(Change(Native, root => root["priority"] = priority)).SeverityId);

    [Fact]
    public void An_alert_is_the_same_however_it_comes()
    {
        var alert = File.ReadAllText(Sample.Find("falco/sidekick-ecs-task").EventPath);
        var envelope = JsonNode.Parse(File.ReadAllText(Sample.Find("falco/sns-json").EventPath))!;
        envelope["Message"] = alert;

        var (raw, wrapped) = (One(alert), One(envelope.ToJsonString()));

        Assert.Equal(FindingJson.Write(raw with { Unmapped = null }), FindingJson.Write(wrapped with { Unmapped = null }));
        Assert.Equal(raw.Unmapped!.ToString(), JsonNode.Parse(wrapped.Unmapped!.Utf8)!["event"]!.ToJsonString());
    }

    [Fact]
    public void An_alert_of_Falco_itself_is_known_by_its_bytes_whoever_wrapped_it()
    {
        var alert = JsonNode.Parse(File.ReadAllText(Sample.Find(Native).EventPath))!.ToJsonString();
        var envelope = JsonNode.Parse(File.ReadAllText(Sample.Find("falco/sns-json").EventPath))!;
        envelope["Message"] = alert;

        Assert.Equal(One(alert).Metadata.Uid, One(envelope.ToJsonString()).Metadata.Uid);
        Assert.NotEqual(One(alert).Metadata.Uid, One(alert.Replace("cat /etc/shadow", "cat /etc/gshadow", StringComparison.Ordinal)).Metadata.Uid);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"rule\":")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    public void A_message_that_is_no_alert_is_malformed_and_says_so(string message)
    {
        var result = Change("falco/sns-of-something-else", root => root["Message"] = message);

        Assert.Equal("its SNS message is no alert: it is no JSON, and has no attribute \"rule\"", Malformed(result));
    }

    [Fact]
    public void Without_a_time_of_its_own_an_alert_has_that_of_its_event()
    {
        var finding = One(Change(Native, root => root.AsObject().Remove("time")));

        Assert.Equal((1773457331648, "1773457331648718268"), (finding.Time.ToUnixTimeMilliseconds(), finding.Metadata.OriginalTime));
    }

    [Theory]
    [InlineData("proc.cmdline")]
    [InlineData("proc.aname[2]")]
    [InlineData("fd.name")]
    [InlineData("user.name")]
    [InlineData("evt.args")]
    [InlineData("PROC.name")]
    public void A_process_cannot_say_which_task_it_is_taken_for(string field)
    {
        var finding = One(Change(Native, root => root["output_fields"]![field] = "arn:aws:ecs:eu-central-1:111122223333:task/prod-blue/3f2a9c4d5e6f708192a3b4c5d6e7f801"));

        Assert.DoesNotContain(finding.Resources!, resource => resource.Type is ResourceType.Task);
    }

    private static string Change(string name, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(File.ReadAllText(Sample.Find(name).EventPath))!;
        change(root);
        return root.ToJsonString();
    }

    private static Finding One(string json) => Assert.IsType<ParseResult.Parsed>(Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(json))).Result).Finding;

    private static string Malformed(string json) => Assert.IsType<ParseResult.Malformed>(Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(json), FalcoSource.Row)).Result).Reason;
}
