using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Sources;

/// <summary>An event under <c>events/</c> and the golden file beside it.</summary>
internal sealed record Sample(Source Source, string Name, string EventPath)
{
    private const string EventSuffix = ".event.json";

    private static readonly JsonWriterOptions Pretty = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<Sample> All { get; } =
    [
        .. from source in Source.All
           let folder = Path.Combine(Repository.Events, source.Name)
           where Directory.Exists(folder)
           from path in Directory.GetFiles(folder, $"*{EventSuffix}").Order(StringComparer.Ordinal)
           select new Sample(source, $"{source.Name}/{Path.GetFileName(path)[..^EventSuffix.Length]}", path),
    ];

    public string GoldenPath => $"{EventPath[..^EventSuffix.Length]}.golden.json";

    public static Sample Find(string name) => All.Single(sample => sample.Name == name);

    public IReadOnlyList<ParsedElement> Parsed() => Source.ParseBody(File.ReadAllBytes(EventPath), Source);

    /// <summary>One outcome as it stands; several as an array.</summary>
    public string Outcome()
    {
        JsonNode[] outcomes = [.. Parsed().Select(element => Outcome(element.Result))];
        return Indented(outcomes is [var only] ? only : new JsonArray(outcomes));
    }

    private static JsonNode Outcome(ParseResult result) => result switch
    {
        ParseResult.Parsed parsed => JsonNode.Parse(FindingJson.Write(parsed.Finding))!,
        ParseResult.Ignored ignored => new JsonObject { ["ignored"] = ignored.Reason },
        ParseResult.Malformed malformed => new JsonObject { ["malformed"] = malformed.Reason },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Indented(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Pretty))
        {
            node.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
