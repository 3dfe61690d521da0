using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Sources;

/// <summary>Whatever stands where, even a text where a list or object was meant, is in the finding.</summary>
public sealed class TextAnywhereTests
{
    public static TheoryData<string> Samples => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_text_in_any_place_is_kept(string name)
    {
        var sample = Sample.Find(name);
        var lost = sample.Parsed()
            .Where(element => element.Result is ParseResult.Parsed)
            .SelectMany(element => Lost(sample.Source, JsonNode.Parse(element.Element.Bytes.Span)!))
            .ToList();

        Assert.True(lost.Count is 0, string.Join('\n', lost));
    }

    private static IEnumerable<string> Lost(Source source, JsonNode root)
    {
        var places = MarkedEvent.AllOf(root).Count();
        for (var at = 0; at < places; at++)
        {
            var changed = root.DeepClone();
            var place = MarkedEvent.AllOf(changed).ElementAt(at);
            var path = place.GetPath();
            var mark = string.Create(CultureInfo.InvariantCulture, $"mark-{at}-of-{places}");
            place.ReplaceWith<JsonNode>(JsonValue.Create(mark));
            if (MarkedEvent.Written(source, changed)?.Contains(mark, StringComparison.OrdinalIgnoreCase) is false)
            {
                yield return path;
            }
        }
    }
}
