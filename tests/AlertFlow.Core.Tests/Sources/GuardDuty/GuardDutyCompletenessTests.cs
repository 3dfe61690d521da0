using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Sources;

/// <summary>Whatever stands where, even a text where a list or object was meant, is in the finding.</summary>
public sealed class GuardDutyCompletenessTests
{
    public static TheoryData<string> Names => [.. Sample.All.Where(sample => sample.Source == GuardDuty.Source).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_in_any_place_is_kept(string name)
    {
        var text = File.ReadAllText(Sample.Find(name).EventPath);
        List<string> lost = [];
        var places = Places(JsonNode.Parse(text)!).Count();
        for (var at = 0; at < places; at++)
        {
            var root = JsonNode.Parse(text)!;
            var place = Places(root).ElementAt(at);
            var path = place.GetPath();
            var mark = string.Create(CultureInfo.InvariantCulture, $"mark-{at}-of-{places}");
            place.ReplaceWith<JsonNode>(JsonValue.Create(mark));

            foreach (var element in Source.ParseBody(Encoding.UTF8.GetBytes(root.ToJsonString()), GuardDuty.Source))
            {
                if (element.Result is ParseResult.Parsed { Finding: var finding } && !FindingJson.Write(finding).Contains(mark, StringComparison.Ordinal))
                {
                    lost.Add(path);
                }
            }
        }

        Assert.Empty(lost);
    }

    /// <summary>Every node below the root, but nulls.</summary>
    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(child => Places(child).Prepend(child)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(child => Places(child).Prepend(child)),
        _ => [],
    };
}
