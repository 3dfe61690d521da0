using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Tests;
using AlertFlow.Tests.Channels;

namespace AlertFlow.Cli.Tests.Hostile;

/// <summary>A sample event with hostile text in every field that does not say what kind of event it is, or when.</summary>
internal static class HostileEvent
{
    private const int LongestElsewhere = 1_000;
    private const int LongestCommand = 100_000;

    /// <summary>JSON can write half of a character, a C# string that is encoded cannot.</summary>
    private const string HalfCharacter = "%half%";

    private static readonly HashSet<string> Kept =
    [
        "id", "version", "type", "detail-type", "source", "account", "accountId", "region", "partition", "time", "timestamp",
        "timestampRFC3339Nano",
        "resourceType", "actionType", "createdAt", "updatedAt", "eventFirstSeen", "eventLastSeen", "originator", "category", "ruleType",
        "engine",
        "priority", "aws.accountId", "aws.region", "cloudProvider.account.id", "cloudProvider.region",
    ];

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver,
    };

    public static IReadOnlyList<(string Source, string File)> Templates { get; } =
    [
        ("guardduty", "ecs-fargate-miner-executed"), ("guardduty", "ecs-fargate-bitcoin-dns"), ("guardduty", "ecs-malicious-file"),
        ("guardduty", "attack-sequence-ecs-cluster"), ("sysdig", "fargate-reverse-shell"), ("sysdig", "host-without-task"),
        ("sysdig", "fargate-kill-failed"), ("falco", "container-alone"),
    ];

    /// <summary>An event whose rule is empty is malformed.</summary>
    public static IReadOnlyDictionary<string, string> Payload { get; } = new Dictionary<string, string>(
        Payloads.All.Where(payload => payload.Key is not "empty"))
    {
        ["half a character"] = $"a{HalfCharacter}b",
        ["markup"] = "[red]x[/] [bold [[ ]] [/]",
        ["option"] = "curl --token hunter2 --password=hunter2 -u root:hunter2",
    };

    /// <param name="source">Whose it is.</param>
    /// <param name="file">The sample.</param>
    /// <param name="payload">What every text says.</param>
    /// <param name="arns">Whether ARNs are hostile too; else they are what they were.</param>
    public static string Of(string source, string file, string payload, bool arns)
    {
        // A sample is an object
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Events, source, $"{file}.event.json")))!;
        Poison(json, payload, arns);
        return json.ToJsonString(Relaxed).Replace(HalfCharacter, "\\ud83d", StringComparison.Ordinal);
    }

    /// <summary>A trace line of it; each has an id and a time of its own.</summary>
    public static string Line(int number, string source, string json)
    {
        var at = new DateTimeOffset(2026, 3, 14, 3, 10, 0, TimeSpan.Zero).AddSeconds(number)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var id = number.ToString("x32", CultureInfo.InvariantCulture);
        var own = json.Replace("5c3e915c3e910000000000000000a1c3", id, StringComparison.Ordinal).ReplaceLineEndings("");
        return $$"""{"at":"{{at}}","source":"{{source}}","event":{{own}}}""";
    }

    public static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static void Poison(JsonNode node, string payload, bool arns)
    {
        if (node is JsonArray array)
        {
            for (var index = 0; index < array.Count; index++)
            {
                array[index] = Poisoned("", array[index], payload, arns);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                members[name] = Poisoned(name, value, payload, arns);
            }
        }
    }

    private static JsonNode? Poisoned(string name, JsonNode? value, string payload, bool arns)
    {
        if (value is not JsonValue || value.GetValueKind() is not JsonValueKind.String)
        {
            if (value is not null)
            {
                Poison(value, payload, arns);
            }

            return value?.DeepClone();
        }

        var text = value.GetValue<string>();
        var isArn = text.StartsWith("arn:", StringComparison.Ordinal);
        return Kept.Contains(name) || (isArn && !arns) ? text
            : isArn ? text[..(text.LastIndexOf('/') + 1)] + Bounded(name, payload)
            : Bounded(name, payload);
    }

    private static string Bounded(string name, string payload)
    {
        var longest = name is "proc.cmdline" ? LongestCommand : LongestElsewhere;
        return payload.Length <= longest ? payload : payload[..longest];
    }
}
