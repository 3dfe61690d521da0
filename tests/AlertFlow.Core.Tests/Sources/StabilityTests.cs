using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Sources;

public sealed class StabilityTests
{
    public static TheoryData<string> Names => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_bytes_become_the_same_bytes(string name)
    {
        var sample = Sample.Find(name);

        Assert.Equal(Written(sample.Parsed()), Written(sample.Parsed()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_element_can_be_parsed_again(string name)
    {
        var sample = Sample.Find(name);
        foreach (var element in sample.Parsed().Select(parsed => parsed.Element).OfType<EventElement.Readable>())
        {
            Assert.Equal(Written(sample.Source.Parse(element.Value)), Written(sample.Source.Parse(element.Value)));
        }
    }

    /// <summary>A system on the way may write an event anew: it is the same one, where the source gave it an id.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_members_and_white_space_are_no_part_of_an_identity(string name)
    {
        var sample = Sample.Find(name);
        var anew = Reversed(JsonNode.Parse(File.ReadAllText(sample.EventPath))!).ToJsonString();

        var (first, second) = (Findings(sample.Parsed()), Findings(Source.ParseBody(Encoding.UTF8.GetBytes(anew), sample.Source)));

        Assert.Equal(first.Length, second.Length);
        foreach (var (one, other) in first.Zip(second).Where(pair => pair.First.FindingInfo.Uid.Length is not 64))
        {
            Assert.Equal((one.Metadata.Uid, one.Metadata.CorrelationUid, one.Time), (other.Metadata.Uid, other.Metadata.CorrelationUid, other.Time));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_language_of_the_machine_changes_nothing(string name)
    {
        var sample = Sample.Find(name);
        var expected = Written(sample.Parsed());
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign, culture.DateTimeFormat.DateSeparator) = (",", "−", ".");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;

            Assert.Equal(expected, Written(sample.Parsed()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>What is allocated is the same in every run, unlike time; an algorithm that is not linear cannot hide from it for long.</summary>
    [Theory]
    [InlineData("""{"content":{"ruleName":"r","fields":{*}},"timestamp":1773457331,"originator":"policy"}""", """ "k#":"v" """)]
    [InlineData("""{"content":{"ruleName":"r","ruleTags":[*]},"timestamp":1773457331,"originator":"policy"}""", """ "MITRE_T1059_#" """)]
    [InlineData("""{"detail-type":"GuardDuty Finding","detail":{"id":"i","type":"A:B/C","updatedAt":"2026-03-14T03:06:30Z","resource":{"resourceType":"S3Bucket","s3BucketDetails":[*]}}}""", """ {"name":"b#","arn":"a#"} """)]
    [InlineData("""{"detail-type":"GuardDuty Finding","detail":{"id":"i","type":"AttackSequence:ECS/C","updatedAt":"2026-03-14T03:06:30Z","service":{"detection":{"sequence":{"signals":[*]}}}}}""", """ {"uid":"s#","name":"n","odd":"o#"} """)]
    public void What_is_allocated_grows_in_proportion_to_the_event(string frame, string part)
    {
        var (small, large) = (Allocated(500), Allocated(4_000));

        Assert.InRange(large / (double)small, 1, 8.8);

        long Allocated(int parts)
        {
            var body = Encoding.UTF8.GetBytes(frame.Replace("*", string.Join(',', Enumerable.Range(0, parts).Select(n => part.Replace("#", n.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal))), StringComparison.Ordinal));
            _ = Written(Source.ParseBody(body));
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = Source.ParseBody(body);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value is { } value ? Reversed(value) : null))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Reversed(item))]),
        _ => node.DeepClone(),
    };

    private static Finding[] Findings(IReadOnlyList<ParsedElement> elements) => [.. elements.Select(element => element.Result).OfType<ParseResult.Parsed>().Select(parsed => parsed.Finding)];

    private static string Written(IReadOnlyList<ParsedElement> elements) => string.Join('\n', elements.Select(element => Written(element.Result)));

    private static string Written(ParseResult result) => result is ParseResult.Parsed { Finding: var finding } ? FindingJson.Write(finding) : result.ToString();
}
