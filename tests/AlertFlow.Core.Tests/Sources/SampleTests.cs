using System.Globalization;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources;
using AlertFlow.Tests.Ocsf;

namespace AlertFlow.Tests.Sources;

public sealed class SampleTests
{
    /// <summary>Where a map is written as an array of key and value, its keys are names, as a member's name is.</summary>
    private static readonly string[] NamesOfMembers = [".fields[].key", ".eventLabels[].key"];

    public static TheoryData<string> Names => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_becomes_its_golden_finding(string name)
    {
        var sample = Sample.Find(name);
        var outcome = sample.Outcome();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(sample.GoldenPath, outcome);
        }

        Assert.Equal(File.ReadAllText(sample.GoldenPath), outcome);
    }

    [Fact]
    public void Every_source_has_samples_and_every_sample_its_golden_file()
    {
        Assert.All(Source.All, source => Assert.Contains(Sample.All, sample => sample.Source == source));
        Assert.All(Sample.All, sample => Assert.True(File.Exists(sample.GoldenPath), $"{sample.GoldenPath} is missing"));
        Assert.All(
            Directory.GetFiles(Repository.Events, "*.golden.json", SearchOption.AllDirectories),
            golden => Assert.Contains(Sample.All, sample => sample.GoldenPath == golden));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_finding_is_valid_OCSF(string name)
    {
        OcsfSchema.SkipWithout();

        Assert.All(Findings(Sample.Find(name)), finding => OcsfSchema.AssertValid(FindingJson.Write(finding)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shape_of_an_event_tells_its_source(string name)
    {
        var sample = Sample.Find(name);

        var outcomes = Source.ParseBody(File.ReadAllBytes(sample.EventPath)).Select(element => element.Result.GetType());

        Assert.Equal(sample.Parsed().Select(element => element.Result.GetType()), outcomes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_finding_drops_nothing_that_the_source_said(string name)
    {
        foreach (var parsed in Sample.Find(name).Parsed())
        {
            if (parsed is not { Element: EventElement.Readable readable, Result: ParseResult.Parsed { Finding: var finding } })
            {
                continue;
            }

            using var written = JsonDocument.Parse(FindingJson.Write(finding));
            var said = Leaves(written.RootElement, "").SelectMany(leaf => Readings(leaf.Value)).ToHashSet(StringComparer.OrdinalIgnoreCase);

            using var read = JsonDocument.Parse(readable.Bytes);
            var dropped = Leaves(read.RootElement, "")
                .Where(leaf => !NamesOfMembers.Contains(leaf.Path) && !Readings(leaf.Value).Any(said.Contains))
                .Select(leaf => $"{leaf.Path} = {leaf.Value}");
            Assert.Empty(dropped);
        }
    }

    [Fact]
    public void Sample_findings_of_2019_are_read()
    {
        var path = Path.Combine(Repository.Shared ?? "", "samples", "guardduty-sample-findings.eventbridge.ndjson");
        Assert.SkipUnless(File.Exists(path), "The sample findings do not lie beside the repository");

        var results = Source.ParseBody(File.ReadAllBytes(path));

        Assert.Equal(20, results.Count);
        Assert.Equal(Enumerable.Range(1, 20), results.Select(element => element.Element.Line));
        Assert.All(results, element => OcsfSchema.AssertValid(FindingJson.Write(Assert.IsType<ParseResult.Parsed>(element.Result).Finding)));
    }

    private static IEnumerable<Finding> Findings(Sample sample) =>
        sample.Parsed().Select(element => element.Result).OfType<ParseResult.Parsed>().Select(parsed => parsed.Finding);

    /// <summary>Text that is an event in JSON itself, as SNS wraps it, says what that event says.</summary>
    private static IEnumerable<(string Path, JsonElement Value)> Leaves(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Leaves(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Leaves(item, $"{path}[]")),
        JsonValueKind.Null => [],
        JsonValueKind.String when value.GetString()!.StartsWith("{\"", StringComparison.Ordinal) => Leaves(JsonElement.Parse(value.GetString()!), $"{path}{{}}"),
        _ => [(path, value)],
    };

    /// <summary>A leaf as text, and as a time in milliseconds where it can be one.</summary>
    private static IEnumerable<string> Readings(JsonElement leaf)
    {
        var text = leaf.ToString();
        yield return text;
        if (text is [_, _, _, _, '-', _, _, '-', ..] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            yield return time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        if (leaf.ValueKind is JsonValueKind.Number && leaf.TryGetDecimal(out var number))
        {
            foreach (var factor in new[] { 1m, 1000m, 0.001m, 0.000001m })
            {
                yield return decimal.Truncate(number * factor).ToString("0", CultureInfo.InvariantCulture);
            }
        }
    }
}
