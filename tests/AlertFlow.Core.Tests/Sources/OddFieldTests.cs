using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Tests.Ocsf;

namespace AlertFlow.Tests.Sources;

public sealed class OddFieldTests
{
    private static readonly string[] Odd =
    [
        "null", "-1", "1e400", "9223372036854775808", "\"\"", "\"x\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"\\ud800\"", "true", "[]", "{}", "[[1]]",
    ];

    /// <summary>Most odd values end in <c>unmapped</c>, where anything is valid: each different rest is checked once.</summary>
    private static readonly ConcurrentDictionary<string, bool> Checked = [];

    public static TheoryData<string> Names => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_odd_value_in_any_field_costs_nothing_else(string name)
    {
        var sample = Sample.Find(name);
        var text = File.ReadAllText(sample.EventPath);
        var paths = Paths(JsonNode.Parse(text)!, []).ToArray();

        foreach (var path in paths)
        {
            foreach (var odd in Odd)
            {
                var changed = JsonNode.Parse(text)!;
                Replace(changed, path, odd.Contains("ud800", StringComparison.Ordinal) ? "LONE" : null, odd);
                var body = changed.ToJsonString().Replace("\"LONE\"", "\"\\ud800\"", StringComparison.Ordinal);

                foreach (var element in Source.ParseBody(Encoding.UTF8.GetBytes(body), sample.Source))
                {
                    AssertSound(element.Result, $"{string.Join('.', path)} = {odd}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_field_costs_nothing_else(string name)
    {
        var sample = Sample.Find(name);
        var text = File.ReadAllText(sample.EventPath);

        foreach (var path in Paths(JsonNode.Parse(text)!, []))
        {
            var changed = JsonNode.Parse(text)!;
            Remove(changed, path);

            foreach (var element in Source.ParseBody(Encoding.UTF8.GetBytes(changed.ToJsonString()), sample.Source))
            {
                AssertSound(element.Result, $"without {string.Join('.', path)}");
            }
        }
    }

    private static void AssertSound(ParseResult result, string what)
    {
        if (result is not ParseResult.Parsed { Finding: var finding })
        {
            return;
        }

        Assert.NotEmpty(finding.Resources!);
        Assert.NotEmpty(FindingJson.Write(finding));
        var written = FindingJson.Write(finding with { Unmapped = null });
        if (OcsfSchema.IsPresent && Checked.TryAdd(written, true))
        {
            Assert.True(OcsfSchema.Breaches(written, "1.6.0") is [], $"{what}: {string.Join("; ", OcsfSchema.Breaches(written, "1.6.0"))}");
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] at) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, [.. at, member.Key]).Prepend([.. at, member.Key])),
        JsonArray items => items.SelectMany((item, index) => Paths(item, [.. at, index]).Prepend([.. at, index])),
        _ => [],
    };

    private static void Replace(JsonNode root, object[] path, string? text, string json)
    {
        var parent = Parent(root, path);
        var value = text is null ? JsonNode.Parse(json) : JsonValue.Create(text);
        if (path[^1] is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)path[^1]] = value;
        }
    }

    private static void Remove(JsonNode root, object[] path)
    {
        var parent = Parent(root, path);
        if (path[^1] is string name)
        {
            _ = parent.AsObject().Remove(name);
        }
        else
        {
            parent.AsArray().RemoveAt((int)path[^1]);
        }
    }

    private static JsonNode Parent(JsonNode root, object[] path) =>
        path[..^1].Aggregate(root, (node, step) => (step is string name ? node[name] : node[(int)step])!);
}
