using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Cli.Replay;

/// <summary>
/// Findings with the instants at which they were received, in that order. A file is NDJSON of
/// <c>{"at": RFC 3339, "source": NAME, "event": {…}}</c>.
/// </summary>
/// <param name="Id">Derived from the content of the files.</param>
public sealed record Trace(string Id, IReadOnlyList<TraceStep> Steps)
{
    /// <summary>Reads files as one trace; what is no finding is told and left out.</summary>
    /// <param name="files">Names and contents.</param>
    /// <param name="tell">Takes a file, a line, and what the line turned out to be.</param>
    public static Trace Read(IReadOnlyList<InputFile> files, Action<string, int, ParseResult> tell)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var steps = new List<TraceStep>();
        foreach (var file in files)
        {
            hash.AppendData(file.Bytes.Span);
            foreach (var element in EventBody.Read(file.Bytes))
            {
                var (at, result) = StepOf(element);
                if (result is ParseResult.Parsed parsed)
                {
                    steps.Add(new TraceStep(at, parsed.Finding));
                }
                else
                {
                    tell(file.Name, element.Line, result);
                }
            }
        }

        return new Trace(Convert.ToHexStringLower(hash.GetHashAndReset()), [.. steps.OrderBy(step => step.At)]);
    }

    private static (DateTimeOffset At, ParseResult Result) StepOf(EventElement element)
    {
        if (element is not EventElement.Readable { Value: var json })
        {
            return (default, Malformed(((EventElement.Unreadable)element).Reason));
        }

        if (!json.TryGetProperty("at", out var at) || !TryInstant(at, out var instant))
        {
            return (default, Malformed("""a trace line needs "at", an RFC 3339 time"""));
        }

        if (!json.TryGetProperty("source", out var name) || name.ValueKind is not JsonValueKind.String || Source.Find(name.GetString() ?? "") is not { } source)
        {
            return (default, Malformed($"""a trace line needs "source", one of {string.Join(", ", Source.All.Select(known => known.Name))}"""));
        }

        return json.TryGetProperty("event", out var said) && said.ValueKind is JsonValueKind.Object
            ? (instant, source.Parse(said))
            : (default, Malformed("""a trace line needs "event", a JSON object"""));
    }

    private static bool TryInstant(JsonElement json, out DateTimeOffset instant)
    {
        instant = default;
        if (json.ValueKind is not JsonValueKind.String
            || !DateTimeOffset.TryParse(json.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said))
        {
            return false;
        }

        // Stores keep milliseconds: a finer clock would make them differ.
        instant = DateTimeOffset.FromUnixTimeMilliseconds(said.ToUnixTimeMilliseconds());
        return true;
    }

    private static ParseResult.Malformed Malformed(string reason) => new(reason);
}

public sealed record TraceStep(DateTimeOffset At, Finding Finding);
