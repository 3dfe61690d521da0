using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AlertFlow.Reading;

/// <summary>Splits a body into elements in one pass.</summary>
internal sealed class EventBodyReader(ReadOnlyMemory<byte> body) : IDisposable
{
    private readonly List<EventElement> elements = [];
    private readonly EventTokens tokens = new();
    private int at = body.Span.StartsWith((byte[])[0xEF, 0xBB, 0xBF]) ? 3 : 0;
    private int line = 1;
    private int counted;
    private int lineStart;

    /// <summary>After a broken array, its elements are read one by one and the commas between them are skipped.</summary>
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
            Fail(start, EventBodyReason.Of(error, reader.CurrentDepth >= EventBody.DeepestElement - 1));
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
        List<Item> items = [];
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

                AddItem(items, new(begin, start + (int)reader.BytesConsumed, kind, read is [_] ? null : read));
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
            Fail(start, EventBodyReason.Of(error, reader.CurrentDepth >= EventBody.DeepestElement));
            inBrokenArray = true;
            return;
        }

        foreach (var item in items)
        {
            if (item.Read is not null)
            {
                Add(item.Start, item.End, item.Read);
            }
            else
            {
                Unreadable(item.Start, item.End, EventBodyReason.Expected(item.Kind, item.More));
            }
        }

        at = start + (int)reader.BytesConsumed;
    }

    /// <summary>
    /// Merges adjacent items that are not objects with members into one. Otherwise an array of 500,000 numbers would make 500,000
    /// dead letters.
    /// </summary>
    private static void AddItem(List<Item> items, Item item)
    {
        if (item.Read is null && items is [.., { Read: null } before])
        {
            items[^1] = before with { End = item.End, More = before.More + 1 };
        }
        else
        {
            items.Add(item);
        }
    }

    /// <summary>Reads a line that is not an object. It avoids exceptions, which are slow in a file full of such lines.</summary>
    private void ReadOther()
    {
        var start = at;
        var rest = body.Span[start..];
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        var text = (length < 0 ? rest : rest[..length]).TrimEnd(" \t"u8);
        Fail(start, EventBodyReason.OfLine(text));
    }

    private void Add(int start, int end, EventToken[] read)
    {
        var bytes = body[start..end];
        var invalid = InvalidUtf8.At(bytes.Span);
        if (read is [_])
        {
            Unreadable(start, end, EventBodyReason.Expected(JsonTokenType.StartObject));
        }
        else if (bytes.Length > EventBody.LargestElement)
        {
            Unreadable(start, end, EventBodyReason.OfSize(bytes.Length));
        }
        else if (invalid >= 0)
        {
            Unreadable(start, end, NotUtf8(start, bytes.Span, invalid));
        }
        else
        {
            // Repaired text has the same length, so the tokens stay valid.
            var text = Surrogates.MayBeIn(bytes.Span) ? Surrogates.Repaired(bytes.Span) : bytes;
            elements.Add(new EventElement.Readable(LineAt(start), bytes, new EventJson(text, read)));
        }
    }

    /// <summary>Records a failure, and moves to the next line that can begin a value.</summary>
    private void Fail(int start, string reason)
    {
        var next = start;
        do
        {
            var end = body.Span[next..].IndexOf((byte)'\n');
            next = end < 0 ? body.Length : next + end + 1;
        }
        while (next < body.Length && " \t\r\n}],"u8.Contains(body.Span[next]));

        var invalid = InvalidUtf8.At(body.Span[start..next]);
        if (invalid >= 0 && body.Span.Slice(start, invalid).IndexOf((byte)'\n') < 0)
        {
            reason = NotUtf8(start, body.Span[start..next], invalid);
        }

        Unreadable(start, next, reason);
        at = next;
    }

    private void Unreadable(int start, int end, string reason) =>
        elements.Add(new EventElement.Unreadable(LineAt(start), body[start..end], reason));

    /// <summary>Returns the line of a position. Positions only grow, so each line feed is counted once.</summary>
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

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Item(int Start, int End, JsonTokenType Kind, EventToken[]? Read, int More = 0);
}
