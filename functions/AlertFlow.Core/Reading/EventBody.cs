namespace AlertFlow.Reading;

/// <summary>One element of an event body: where it began, its bytes, and the JSON object that it is or why it is none.</summary>
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
/// Splits a body or file into its elements. It holds one JSON object, an array of them, NDJSON, or a mix; what cannot be
/// read costs itself alone. Reading never throws and takes time in proportion to the length.
/// </summary>
public static class EventBody
{
    /// <summary>What SQS and EventBridge carry at most.</summary>
    public const int LargestElement = 1_048_576;

    /// <summary>Deeper than anything a source sends.</summary>
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

    /// <summary>A byte order mark, and a first character of JSON behind it: garbage may begin with the same two bytes.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> body) => body is [0xFF, 0xFE, not 0, 0, ..] or [0xFE, 0xFF, 0, not 0, ..] or [0xFF, 0xFE] or [0xFE, 0xFF];
}
