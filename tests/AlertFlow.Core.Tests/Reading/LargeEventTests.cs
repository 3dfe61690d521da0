using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;
using AlertFlow.Tests.Ocsf;
using AlertFlow.Tests.Sources;
using static AlertFlow.Tests.Sources.ChangedSample;

namespace AlertFlow.Tests.Reading;

/// <summary>Events that are as deep, as wide or as long as can be.</summary>
public sealed class LargeEventTests
{
    private const string Runtime = "guardduty/ecs-fargate-suspicious-tool";
    private const string Policy = "sysdig/fargate-suspicious-network-tool";

    [Theory]
    [InlineData(Runtime)]
    [InlineData(Policy)]
    public void The_deepest_event_that_is_read_can_be_written(string sample)
    {
        var nest = JsonNode.Parse(string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60));

        var finding = One(sample, root => root["extra"] = nest);

        Assert.Contains("\"extra\":{\"a\":", FindingJson.Write(finding), StringComparison.Ordinal);
        if (OcsfSchema.IsPresent)
        {
            OcsfSchema.AssertValid(FindingJson.Write(finding));
        }
    }

    [Fact]
    public void An_event_as_large_as_a_queue_carries_is_read_quickly() => Growth.AssertProportional(60_000, count =>
    {
        var many = string.Join(',', Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"\"k{index}\":1")));
        var body = Encoding.UTF8.GetBytes($$"""{"content":{"ruleName":"r","fields":{ {{many}} } },"timestamp":1773457331,"originator":"policy"}""");

        return () => Assert.IsType<ParseResult.Parsed>(Assert.Single(Source.ParseBody(body)).Result);
    });

    [Theory]
    [InlineData("T1059", 120_000)]
    [InlineData("T9{0:000}", 120_000)]
    [InlineData("T9{0:000}.001", 80_000)]
    [InlineData("mitre_execution", 50_000)]
    public void As_many_tags_as_a_queue_carries_are_read_quickly(string tag, int most) => Growth.AssertProportional(most, count =>
    {
        var tags = Enumerable.Range(0, count).Select(index => $"\"{string.Format(CultureInfo.InvariantCulture, tag, index % 1000)}\"");
        var body = Encoding.UTF8.GetBytes(
            $$"""{"content":{"ruleName":"r","ruleTags":[{{string.Join(',', tags)}}]},"timestamp":1773457331,"originator":"policy"}""");

        return () => Assert.Equal(count, Assert.IsType<ParseResult.Parsed>(Assert.Single(Source.ParseBody(body)).Result).Finding.Metadata.Labels!.Count);
    });

    /// <summary>As the executables are built, and so the tests: large objects would cause a full collection at every few events.</summary>
    [Fact]
    public void What_an_attack_sequence_of_the_largest_size_is_read_into_is_no_large_object()
    {
        var root = JsonNode.Parse(File.ReadAllText(Sample.Find("guardduty/attack-sequence-ecs-cluster").EventPath))!;
        var signals = root["detail"]!["service"]!["detection"]!["sequence"]!["signals"]!.AsArray();
        var signal = signals[0]!.ToJsonString();
        for (var size = root.ToJsonString().Length; size + signal.Length < EventBody.LargestElement; size += signal.Length + 1)
        {
            signals.Add(JsonNode.Parse(signal));
        }

        var json = Assert.IsType<EventElement.Readable>(Assert.Single(EventBody.Read(Encoding.UTF8.GetBytes(root.ToJsonString())))).Value;

        Assert.NotEqual(GC.MaxGeneration, GC.GetGeneration(new EventToken[json.Tokens.Length]));
    }

    [Fact]
    public void As_many_affected_resources_as_a_queue_carries_are_read_quickly() => Growth.AssertProportional(30_000, count =>
    {
        var many = string.Join(',', Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"\"AWS::X::{index}\":\"r{index}\"")));
        var body = Encoding.UTF8.GetBytes(
            $$$"""
            {"id":"1","type":"a:b/c","arn":"arn:aws:guardduty:eu-central-1:1:detector/d/finding/1","updatedAt":"2026-03-14T03:02:40Z","resource":{},
            "service":{"action":{"awsApiCallAction":{"affectedResources":{ {{{many}}} } } } } }
            """);

        return () => Assert.Equal(count, Assert.IsType<ParseResult.Parsed>(Assert.Single(Source.ParseBody(body)).Result).Finding.Resources!.Count);
    });

    [Fact]
    public void Of_too_many_related_files_the_rest_stays_with_the_context()
    {
        var paths = Enumerable.Range(0, GuardDutyRuntime.MostRelatedFiles + 5).Select(index => string.Create(CultureInfo.InvariantCulture, $"/f{index}")).ToList();

        var finding = One(Runtime, root => root["detail"]!["service"]!["runtimeDetails"]!["context"]!["relatedFilePaths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]));

        Assert.Equal(paths[..^5], finding.Evidences!.Select(evidence => evidence.File).Where(file => file?.Desc is "related file").Select(file => file!.Path));
        Assert.Contains("""relatedFilePaths":["/f1000","/f1001","/f1002","/f1003","/f1004"]""", FindingJson.Write(finding), StringComparison.Ordinal);
    }
}
