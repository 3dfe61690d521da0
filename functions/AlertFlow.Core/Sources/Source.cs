using System.Diagnostics;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources.Falco;
using AlertFlow.Sources.GuardDuty;
using AlertFlow.Sources.Sysdig;

namespace AlertFlow.Sources;

/// <summary>
/// A product whose findings AlertFlow reads. The row drives the command line, the deployed trigger, the parser and the
/// sample tests: a new source is one folder and one row.
/// </summary>
/// <param name="Name">Lower case; the label <c>source</c>, the folder under <c>events/</c>, <c>metadata.log_provider</c>.</param>
/// <param name="Title">The product's name as people write it.</param>
/// <param name="Trigger">How its events reach the queue.</param>
/// <param name="Recognises">Returns true for an element of this product, by its shape alone.</param>
/// <param name="Parse">Turns an element into its outcome. Never throws on any JSON.</param>
/// <param name="Canary">Makes a harmless event of the product's own shape, about the task of a canary.</param>
public sealed record Source(
    string Name,
    string Title,
    SourceTrigger Trigger,
    Func<EventJson, bool> Recognises,
    Func<EventJson, ParseResult> Parse,
    Func<CanaryEvent, JsonObject> Canary)
{
    /// <summary>The maker of the product, for OCSF's <c>vendor_name</c>.</summary>
    public string Vendor { get; init; } = Title;

    /// <summary>The product's name in OCSF's <c>product</c>, where it is longer than the title.</summary>
    public string Product { get; init; } = Title;

    public static IReadOnlyList<Source> All { get; } = [GuardDutySource.Row, SysdigSource.Row, FalcoSource.Row];

    public static Source? Find(string name) => All.FirstOrDefault(source => source.Name == name);

    /// <summary>Parses the elements of a body, in order. Without a source, the source is recognised by each element's shape.</summary>
    public static IReadOnlyList<ParsedElement> ParseBody(ReadOnlyMemory<byte> body, Source? source = null) =>
        source is null ? ParseBody(body, All) : Parsed(body, source.Parse);

    /// <summary>Parses a body with another catalogue of sources.</summary>
    public static IReadOnlyList<ParsedElement> ParseBody(ReadOnlyMemory<byte> body, IReadOnlyList<Source> catalogue)
    {
        // One instance for all elements: a body may have 100,000 small objects.
        var unknown = new ParseResult.Malformed($"of no known source ({string.Join(", ", catalogue.Select(known => known.Name))})");
        Source[] sources = [.. catalogue];
        return Parsed(body, element => Array.Find(sources, known => known.Recognises(element))?.Parse(element) ?? unknown);
    }

    private static ParsedElement[] Parsed(ReadOnlyMemory<byte> body, Func<EventJson, ParseResult> parse)
    {
        var elements = EventBody.Read(body);
        var parsed = new ParsedElement[elements.Count];
        for (var index = 0; index < parsed.Length; index++)
        {
            parsed[index] = new(elements[index], elements[index] switch
            {
                EventElement.Readable readable => parse(readable.Value),
                EventElement.Unreadable unreadable => new ParseResult.Malformed(unreadable.Reason),
                _ => throw new UnreachableException(),
            });
        }

        return parsed;
    }
}

/// <summary>An element of a body and its outcome.</summary>
public sealed record ParsedElement(EventElement Element, ParseResult Result);

/// <summary>The outcome of parsing one element. It decides what happens to the element.</summary>
public abstract record ParseResult
{
    private ParseResult()
    {
    }

    /// <summary>A finding, which is decided next.</summary>
    public sealed record Parsed(Finding Finding) : ParseResult;

    /// <summary>Healthy, but not a finding: an audit, an activity, a heartbeat. It is acknowledged and logged.</summary>
    public sealed record Ignored(string Reason) : ParseResult;

    /// <summary>Unreadable: the whole element is dead-lettered with the reason.</summary>
    public sealed record Malformed(string Reason) : ParseResult;
}
