using System.Globalization;
using System.Text.Json;

namespace AlertFlow.Sources;

/// <summary>One pass over a body.</summary>
internal sealed class EventBodyReader(ReadOnlyMemory<byte> body) : IDisposable
{
    private readonly List<EventElement> elements = [];
    private readonly EventTokens tokens = new();
    private int at = body.Span.StartsWith((byte[])[0xEF, 0xBB, 0xBF]) ? 3 : 0;
    private int line = 1;
    private int counted;
    private int lineStart;

    /// <summary>Behind an array that is none, its elements are read singly: their commas are no values then.</summary>
    private bool inBrokenArray;

    public List<EventElement> Elements()
    {
        while (SkipWhiteSpace())
        {
            switch (body.Span[at])
            {
                case (byte)'{':
                    ReadObject();
                    break;
                case (byte)'[':
                    ReadArray();
                    break;
                case (byte)',' when inBrokenArray:
                    at++;
                    break;
                case (byte)']' when inBrokenArray:
                    inBrokenArray = false;
                    at++;
                    break;
                default:
                    ReadOther();
                    break;
            }
        }

        return elements;
    }

    public void Dispose() => tokens.Dispose();

    private bool SkipWhiteSpace()
    {
        var rest = body.Span[at..].IndexOfAnyExcept(" \t\r\n"u8);
        at = rest < 0 ? body.Length : at + rest;
        return rest >= 0;
    }

    private void ReadObject()
    {
        var start = at;
        var reader = ReaderFrom(start, EventBody.DeepestElement);
        EventToken[]? read;
        try
        {
            read = reader.Read() ? tokens.Read(ref reader, 0) : null;
        }
        catch (JsonException error)
        {
            Fail(start, Reason(error, reader.CurrentDepth >= EventBody.DeepestElement - 1));
            return;
        }

        if (read is null)
        {
            Fail(start, "the JSON ends before it is complete");
            return;
        }

        at = start + (int)reader.BytesConsumed;
        Add(start, at, read);
    }

    private void ReadArray()
    {
        var start = at;
        var reader = ReaderFrom(start, EventBody.DeepestElement + 1);
        List<(int Start, int End, JsonTokenType Kind, EventToken[]? Read)> items = [];
        try
        {
            var more = reader.Read();
            while ((more = reader.Read()) && reader.TokenType is not JsonTokenType.EndArray)
            {
                var (begin, kind) = (start + (int)reader.TokenStartIndex, reader.TokenType);
                var read = kind is JsonTokenType.StartObject ? tokens.Read(ref reader, begin - start) : null;
                if (!(more = read is not null || (kind is not JsonTokenType.StartObject && reader.TrySkip())))
                {
                    break;
                }

                items.Add((begin, start + (int)reader.BytesConsumed, kind, read));
            }

            if (!more)
            {
                Fail(start, "the JSON array ends before it is complete");
                inBrokenArray = true;
                return;
            }
        }
        catch (JsonException error)
        {
            Fail(start, Reason(error, reader.CurrentDepth >= EventBody.DeepestElement));
            inBrokenArray = true;
            return;
        }

        foreach (var (begin, end, kind, read) in items)
        {
            if (read is not null)
            {
                Add(begin, end, read);
            }
            else
            {
                Unreadable(begin, end, Expected(kind));
            }
        }

        at = start + (int)reader.BytesConsumed;
    }

    /// <summary>No object begins here. A scalar is one line at most; exceptions would be slow where a file is full of them.</summary>
    private void ReadOther()
    {
        var start = at;
        var rest = body.Span[start..];
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        var text = (length < 0 ? rest : rest[..length]).TrimEnd(" \t"u8);
        var found = text[0] switch
        {
            (byte)'"' when text.Length > 1 && text[^1] is (byte)'"' => JsonTokenType.String,
            _ when text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8) => JsonTokenType.True,
            _ when text.SequenceEqual("null"u8) => JsonTokenType.Null,
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => JsonTokenType.Number,
            _ => JsonTokenType.None,
        };
        Fail(start, found is JsonTokenType.None ? "not JSON: a JSON object was expected" : Expected(found));
    }

    private void Add(int start, int end, EventToken[] read)
    {
        var bytes = body[start..end];
        var invalid = InvalidUtf8.At(bytes.Span);
        if (bytes.Length > EventBody.LargestElement)
        {
            Unreadable(start, end, string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:N0} bytes: SQS and EventBridge carry {EventBody.LargestElement:N0} at most"));
        }
        else if (invalid >= 0)
        {
            Unreadable(start, end, NotUtf8(start, bytes.Span, invalid));
        }
        else
        {
            // Repaired text is as long: its tokens stand where they stood.
            var text = Surrogates.MayBeIn(bytes.Span) ? Surrogates.Repaired(bytes.Span) : bytes;
            elements.Add(new EventElement.Readable(LineAt(start), bytes, new EventJson(text, read)));
        }
    }

    /// <summary>Reading goes on at the next line that can begin a value.</summary>
    private void Fail(int start, string reason)
    {
        var next = start;
        do
        {
            var end = body.Span[next..].IndexOf((byte)'\n');
            next = end < 0 ? body.Length : next + end + 1;
        }
        while (next < body.Length && body.Span[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'}' or (byte)']' or (byte)',');

        var invalid = InvalidUtf8.At(body.Span[start..next]);
        if (invalid >= 0 && body.Span.Slice(start, invalid).IndexOf((byte)'\n') < 0)
        {
            reason = NotUtf8(start, body.Span[start..next], invalid);
        }

        Unreadable(start, next, reason);
        at = next;
    }

    private void Unreadable(int start, int end, string reason) => elements.Add(new EventElement.Unreadable(LineAt(start), body[start..end], reason));

    /// <summary>Starts only grow, so that every line feed is counted once.</summary>
    private int LineAt(int start)
    {
        var passed = body.Span[counted..start];
        line += passed.Count((byte)'\n');
        lineStart = passed.LastIndexOf((byte)'\n') is >= 0 and var feed ? counted + feed + 1 : lineStart;
        counted = start;
        return line;
    }

    private string NotUtf8(int start, ReadOnlySpan<byte> text, int invalid)
    {
        _ = LineAt(start);
        var feed = text[..invalid].LastIndexOf((byte)'\n');
        var position = feed >= 0 ? invalid - feed : start + invalid - lineStart + 1;
        return string.Create(CultureInfo.InvariantCulture, $"not UTF-8 at byte {position} of the line");
    }

    private Utf8JsonReader ReaderFrom(int start, int depth) =>
        new(body.Span[start..], isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = depth }));

    private static string Reason(JsonException error, bool tooDeep) => tooDeep
        ? $"nested deeper than {EventBody.DeepestElement} levels"
        : string.Create(CultureInfo.InvariantCulture, $"no valid JSON: it breaks off {Place(error)}");

    private static string Place(JsonException error) => error.LineNumber is > 0 and var lines
        ? string.Create(CultureInfo.InvariantCulture, $"{lines} {(lines is 1 ? "line" : "lines")} further down, at byte {error.BytePositionInLine + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"after {error.BytePositionInLine} bytes");

    /// <summary>Constants, for an array may hold 500,000 of them.</summary>
    private static string Expected(JsonTokenType found) => found switch
    {
        JsonTokenType.String => "a JSON object was expected, found a string",
        JsonTokenType.Number => "a JSON object was expected, found a number",
        JsonTokenType.True or JsonTokenType.False => "a JSON object was expected, found true or false",
        JsonTokenType.Null => "a JSON object was expected, found null",
        _ => "a JSON object was expected, found an array",
    };
}
