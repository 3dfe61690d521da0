using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Tests.Ocsf;

namespace AlertFlow.Tests.Fuzzing;

/// <summary>What must hold of the normalisers for any bytes.</summary>
/// <param name="longest">The longest that an input may take; null: as long as it takes.</param>
internal sealed class Invariants(TimeSpan? longest)
{

    /// <summary>All that one input makes the heap hold, garbage included.</summary>
    public const long MostMemory = 256L << 20;

    private const int Attempts = 10;

    /// <summary>The schema is slow beside the normalisers: each different finding, but for what is unmapped, is checked once.</summary>
    private readonly HashSet<int> validated = [];

    public TimeSpan Slowest { get; private set; }

    public long Largest { get; private set; }

    public int Parsed { get; private set; }

    public int Ignored { get; private set; }

    public int Malformed { get; private set; }

    public int Validated => validated.Count;

    /// <returns>What was broken; null where nothing was.</returns>
    public string? Breach(byte[] input, bool validates)
    {
        var (results, text) = Measured(input);
        if (Slowest > longest)
        {
            return $"took {Slowest.TotalMilliseconds:0} ms";
        }

        if (Largest > MostMemory)
        {
            return $"allocated {Largest:N0} bytes";
        }

        if (results.Count is 0)
        {
            return "no element, and so no outcome";
        }

        return results.Select(result => BreachOf(result.Result, validates)).FirstOrDefault(breach => breach is not null)
            ?? (Written(input).Text == text ? null : "normalised twice, the bytes differ");
    }

    private (IReadOnlyList<ParsedElement> Results, string Text) Measured(byte[] input)
    {
        var (outcome, best) = (default((IReadOnlyList<ParsedElement>, string)), TimeSpan.MaxValue);
        for (var attempt = 0; attempt == 0 || (attempt < Attempts && best > longest); attempt++)
        {
            // The clock counts what else runs on the machine, the processor's time what else runs in this process: the less of both
            // is still too much. Collections and compilations slow down one attempt, hardly all of them.
            var (allocated, used, start) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            outcome = Written(input);
            var (elapsed, worked) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - used);
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Math.Min(elapsed.Ticks, worked.Ticks)));
            Largest = Math.Max(Largest, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        Slowest = best > Slowest ? best : Slowest;
        return outcome;
    }

    private static (IReadOnlyList<ParsedElement> Results, string Text) Written(byte[] input)
    {
        var results = Source.ParseBody(input);
        var text = new StringBuilder();
        foreach (var (_, result) in results)
        {
            _ = text.Append(Written(result)).Append('\n');
        }

        return (results, text.ToString());
    }

    private static string Written(ParseResult result) => result switch
    {
        ParseResult.Parsed parsed => FindingJson.Write(parsed.Finding),
        ParseResult.Ignored ignored => ignored.Reason,
        ParseResult.Malformed malformed => malformed.Reason,
        _ => throw new UnreachableException(),
    };

    private string? BreachOf(ParseResult result, bool validates)
    {
        switch (result)
        {
            case ParseResult.Parsed { Finding: var finding }:
                Parsed++;
                return BreachOf(finding, validates);
            case ParseResult.Ignored { Reason: var reason }:
                Ignored++;
                return IsFit(reason) ? null : $"the reason is not fit to be shown: {reason}";
            case ParseResult.Malformed { Reason: var reason }:
                Malformed++;
                return IsFit(reason) ? null : $"the reason is not fit to be shown: {reason}";
            default:
                return $"an outcome of a fourth kind: {result}";
        }
    }

    private string? BreachOf(Finding finding, bool validates)
    {
        if (finding.Metadata.Uid is not { Length: 32 } uid || !uid.All(char.IsAsciiHexDigitLower))
        {
            return $"the id is no 32 hexadecimal digits: {finding.Metadata.Uid}";
        }

        if (!validates)
        {
            return null;
        }

        var written = FindingJson.Write(finding);
        if (FindingJson.Write(JsonSerializer.Deserialize(written, FindingJson.Default.Finding)!) != written)
        {
            return "read back and written again, the finding differs";
        }

        return OcsfSchema.IsPresent
            && validated.Add(string.GetHashCode(FindingJson.Write(finding with { Unmapped = null }), StringComparison.Ordinal))
            && OcsfSchema.Breaches(written, OcsfSchema.Versions[0]) is { Count: > 0 } breaches
                ? string.Join("; ", breaches)
                : null;
    }

    private static bool IsFit(string reason) => reason is { Length: > 0 and < 400 } && !reason.Any(char.IsControl);
}
