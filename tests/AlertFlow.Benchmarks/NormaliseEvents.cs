using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Tests;

namespace AlertFlow.Benchmarks;

/// <summary>Events from the samples, and attack sequences that are grown from one, of any size and the same on every machine.</summary>
internal static class NormaliseEvents
{
    private static readonly string[] Growing = ["signals", "resources", "endpoints"];

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["small"] = Sample("member-account-gov"),
        ["typical"] = Sample("ecs-fargate-reverse-shell"),
        ["typical, without spaces"] = Compact("ecs-fargate-reverse-shell"),
        ["attack sequence, 25 kB"] = AttackSequence(25_000),
        ["attack sequence, 50 kB"] = AttackSequence(50_000),
        ["attack sequence, 100 kB"] = AttackSequence(100_000),
        ["attack sequence, 250 kB"] = AttackSequence(250_000),
    };

    private static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(Repository.Events, "guardduty", $"{name}.event.json"));

    /// <summary>As it comes on the wire.</summary>
    private static byte[] Compact(string name) => System.Text.Encoding.UTF8.GetBytes(JsonNode.Parse(Sample(name))!.ToJsonString());

    /// <summary>Its signals, resources and endpoints again and again, each with an id of its own.</summary>
    private static byte[] AttackSequence(int bytes)
    {
        var root = JsonNode.Parse(Sample("attack-sequence-ecs-cluster"))!;
        var sequence = root["detail"]!["service"]!["detection"]!["sequence"]!;
        var originals = Growing.Select(name => (List: sequence[name]!.AsArray(), Items: sequence[name]!.AsArray().Select(item => item!.ToJsonString()).ToArray())).ToArray();
        var size = System.Text.Encoding.UTF8.GetByteCount(root.ToJsonString());
        for (var copy = 1; size < bytes; copy++)
        {
            foreach (var (list, items) in originals)
            {
                foreach (var item in items)
                {
                    var grown = JsonNode.Parse(item)!;
                    grown[grown["uid"] is null ? "id" : "uid"] = $"{(string?)(grown["uid"] ?? grown["id"])}{copy.ToString("x6", CultureInfo.InvariantCulture)}";
                    list.Add(grown);
                    size += item.Length + 7;
                }
            }
        }

        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
