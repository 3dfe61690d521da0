using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AlertFlow.Sources;
using AlertFlow.Tests.Ocsf;
using CsCheck;

namespace AlertFlow.Tests.Sources;

/// <summary>
/// What one member says is often told only beside another, such as a port beside its address. Where the other is missing, it must
/// come out all the same: of each sample every part is taken away in turn, and all that is left must be in the finding.
/// </summary>
public sealed class PartialEventTests
{
    private static readonly ConcurrentDictionary<Source, MarkedEvent[]> Others = new();

    public static TheoryData<string> Samples => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_is_left_of_an_event_comes_out(string name) =>
        AssertComplete(Events(name).SelectMany(marked => marked.Places.Select(place => (place, marked.Without([place])))));

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_is_left_comes_out_however_much_is_missing(string name)
    {
        foreach (var marked in Events(name))
        {
            Gen.Shuffle(marked.Places, 1, marked.Places.Length).Sample(
                places => !marked.Without(places).Lost.Any(),
                iter: 200,
                threads: 1,
                print: places => $"Without {string.Join(' ', places)}:\n{string.Join('\n', marked.Without(places).Lost)}");
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Two_events_in_one_come_out(string name)
    {
        var others = Others.GetOrAdd(Sample.Find(name).Source, static source => [.. Sample.All.Where(sample => sample.Source == source).SelectMany(sample => Events(sample.Name, 5000))]);

        AssertComplete(Events(name).SelectMany(one => others.Select(other => (other.Root.ToJsonString(), one.With(other)))));
    }

    private static void AssertComplete(IEnumerable<(string Change, EventPart Part)> parts)
    {
        foreach (var (change, part) in parts.Where(part => part.Part.Finding is not null))
        {
            Assert.True(!part.Lost.Any(), $"{change}:\n{string.Join('\n', part.Lost)}");
            if (OcsfSchema.IsPresent)
            {
                OcsfSchema.AssertValid(part.Finding!);
            }
        }
    }

    private static IEnumerable<MarkedEvent> Events(string name, int first = 0)
    {
        var sample = Sample.Find(name);
        return sample.Parsed()
            .Where(element => element.Result is ParseResult.Parsed)
            .Select(element => MarkedEvent.Of(sample.Source, JsonNode.Parse(element.Element.Bytes.Span)!, first));
    }
}
