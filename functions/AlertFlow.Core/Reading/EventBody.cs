namespace AlertFlow.Reading;

/// <summary>One element of an event body: its line, its bytes, and its JSON object or the reason why it has none.</summary>
public abstract record EventElement
{
    private EventElement()
    {
    }

    public abstract int Line { get; init; }

    public abstract ReadOnlyMemory<byte> Bytes { get; init; }

    public sealed record Readable(int Line, ReadOnlyMemory<byte> Bytes, EventJson Value) : EventElement;

    public sealed record Unreadable(int Line, ReadOnlyMemory<byte> Bytes, string Reason) : EventElement;
}

/// <summary>
/// Splits a body or file into its elements. A body is one JSON object, an array of objects, NDJSON, or a mix. An unreadable
/// element does not affect the others. Reading never throws, and its time is proportional to the length.
/// </summary>
public static class EventBody
{
    /// <summary>The size limit of SQS and EventBridge, in bytes.</summary>
    public const int LargestElement = 1_048_576;

    /// <summary>Deeper than any event of a source.</summary>
    public const int DeepestElement = 64;

    public static IReadOnlyList<EventElement> Read(ReadOnlyMemory<byte> body)
    {
        if (IsUtf16(body.Span))
        {
            return [new EventElement.Unreadable(1, body, "UTF-16 text: UTF-8 is expected")];
        }

        using var reader = new EventBodyReader(body);
        var elements = reader.Elements();
        return elements.Count > 0 ? elements : [new EventElement.Unreadable(1, body, "empty: there is no event in it")];
    }

    /// <summary>Looks for an ASCII character after the byte order mark, because garbage may begin with the same two bytes.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> body) =>
        body is [0xFF, 0xFE, not 0, 0, ..] or [0xFE, 0xFF, 0, not 0, ..] or [0xFF, 0xFE] or [0xFE, 0xFF];
}
