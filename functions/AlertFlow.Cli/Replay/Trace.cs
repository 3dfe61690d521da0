using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources;

namespace AlertFlow.Cli.Replay;

/// <summary>
/// Findings with the instants at which they were received, in that order. A file is NDJSON of
/// <c>{"at": RFC 3339, "source": NAME, "event": {…}}</c>.
/// </summary>
/// <param name="Id">Derived from the content of the files.</param>
public sealed record Trace(string Id, IReadOnlyList<TraceStep> Steps)
{
    /// <summary>Reads files as one trace; lines that are not findings are reported and left out.</summary>
    /// <param name="files">Names and contents.</param>
    /// <param name="tell">Called with the file, the line number and the result of each line that is left out.</param>
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
        if (element is not EventElement.Readable { Value: var read })
        {
            return (default, Malformed(((EventElement.Unreadable)element).Reason));
        }

        var line = SourceNode.Of(read);
        if (!TryInstant(line["at"], out var instant))
        {
            return (default, Malformed("""a trace line needs "at", an RFC 3339 time"""));
        }

        if (line["source"] is not { Kind: JsonValueKind.String } name || Source.Find(name.PeekText() ?? "") is not { } source)
        {
            return (
                default,
                Malformed($"""a trace line needs "source", one of {string.Join(", ", Source.All.Select(known => known.Name))}"""));
        }

        return line["event"] is { IsObject: true } said && EventJson.Of(Encoding.UTF8.GetString(said.Raw)) is { } json
            ? (instant, source.Parse(json))
            : (default, Malformed("""a trace line needs "event", a JSON object"""));
    }

    private static bool TryInstant(SourceNode node, out DateTimeOffset instant)
    {
        instant = default;
        if (node.Kind is not JsonValueKind.String
            || !DateTimeOffset.TryParse(node.PeekText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said))
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
