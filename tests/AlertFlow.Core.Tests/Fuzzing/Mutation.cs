using System.Text;
using System.Text.Json;

namespace AlertFlow.Tests.Fuzzing;

/// <summary>Makes an input: an event, changed a few times where its structure is, then perhaps its bytes, then perhaps among others.</summary>
internal sealed class Mutation(Corpus corpus, Random random)
{
    private const int Most = 4;

    public byte[] Input()
    {
        var text = Any(corpus.Events);
        for (var left = random.Next(1, Most + 1); left > 0; left--)
        {
            text = Change(text);
        }

        if (random.Next(6) is 0)
        {
            text = Corrupt(text);
        }

        return random.Next(8) is 0 ? Gather(text) : text;
    }

    private byte[] Change(byte[] text)
    {
        if (JsonPlace.AllOf(text) is not { Count: > 0 } places)
        {
            return Corrupt(text);
        }

        var place = Any(places);
        var value = text[place.Value];
        return random.Next(14) switch
        {
            0 => Put(text, WithComma(text, place.Whole), []),
            1 => Put(text, place.Whole, [.. text[place.Whole], (byte)',', .. text[place.Whole]]),
            2 => Swap(text, place.Value, Any(places).Value),
            3 or 4 => Put(text, place.Value, Any(Corpus.Odd)),
            5 or 6 => Put(text, place.Value, Any(corpus.Values)),
            7 when place.IsMember => Put(text, place.Name, random.Next(2) is 0 ? Any(corpus.Members) : Cased(text[place.Name])),
            8 => Put(text, place.Whole, [.. Any(corpus.Members), (byte)':', .. Any(random.Next(2) is 0 ? corpus.Values : Corpus.Odd), (byte)',', .. text[place.Whole]]),
            9 => Put(text, place.Value, Wrapped(value)),
            10 => Put(text, place.Value, Quoted(Escaped(value))),
            11 when place.Kind is JsonTokenType.String => Put(text, place.Value, Spiced(value)),
            12 when random.Next(40) is 0 => Put(text, place.Value, Large()),
            13 when place.Kind is JsonTokenType.StartArray && value.Length < 4096 => Put(text, place.Value, Repeated(value)),
            _ => Put(text, place.Value, Any(Corpus.Odd)),
        };
    }

    /// <summary>Bytes, with no thought of JSON.</summary>
    private byte[] Corrupt(byte[] text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(6) switch
        {
            0 => text[..at],
            1 => Put(text, at..Math.Min(text.Length, at + random.Next(1, 20)), []),
            2 => Put(text, at..at, [(byte)random.Next(256)]),
            3 => Put(text, at..at, Any((byte[][])[[0xC0], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0], "\n"u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray()])),
            4 when at < text.Length => Put(text, at..(at + 1), [(byte)(text[at] ^ (1 << random.Next(8)))]),
            _ => Put(text, at..at, text[..Math.Min(at, random.Next(64))]),
        };
    }

    /// <summary>One of several: in an array, in NDJSON, in a mix of them, with garbage between.</summary>
    private byte[] Gather(byte[] text)
    {
        var other = Any(corpus.Events);
        return random.Next(6) switch
        {
            0 => [(byte)'[', .. text, (byte)',', .. other, (byte)']'],
            1 => [.. Line(text), (byte)'\n', .. Line(other)],
            2 => [.. Line(other), (byte)'\r', (byte)'\n', .. Any(Corpus.Odd), (byte)'\n', .. Line(text), (byte)'\n'],
            3 => [0xEF, 0xBB, 0xBF, .. text],
            4 => [(byte)'[', .. text, (byte)',', .. Any(Corpus.Odd), (byte)',', .. other],
            _ => [.. text, .. other],
        };
    }

    private byte[] Wrapped(byte[] value)
    {
        var depth = random.Next(3) is 0 ? random.Next(40, 100) : random.Next(1, 4);
        var (open, close) = random.Next(2) is 0 ? ("[", "]") : ("{\"a\":", "}");
        return [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, depth))), .. value, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(close, depth)))];
    }

    private byte[] Spiced(byte[] value)
    {
        var at = random.Next(1, value.Length);
        return Put(value, at..at, Encoding.UTF8.GetBytes(Any((string[])["\\ud800", "\\udfff", "\\u0000", "\\n", "\\u2028", "é", "😀", " ", ":", "/", "@", "<NA>", "\\\\", "\\\"", new string('x', 3000)])));
    }

    /// <summary>What a queue still carries: one long text, or very many members or items.</summary>
    private byte[] Large() => Encoding.UTF8.GetBytes(random.Next(4) switch
    {
        0 => $"\"{new string('a', random.Next(50_000, 900_000))}\"",
        1 => $"[{string.Join(',', Enumerable.Repeat("0", random.Next(1_000, 200_000)))}]",
        2 => $"{{{string.Join(',', Enumerable.Range(0, random.Next(1_000, 40_000)).Select(n => $"\"k{n % 20_000}\":{n}"))}}}",
        _ => $"[{string.Join(',', Enumerable.Repeat(Encoding.UTF8.GetString(Any(corpus.Values)), random.Next(10, 100)))}]",
    });

    /// <summary>Its items again, a few times or as often as a queue carries.</summary>
    private byte[] Repeated(byte[] array)
    {
        var items = array.AsSpan(1, Math.Max(0, array.Length - 2)).Trim(" \r\n\t"u8).ToArray();
        var times = random.Next(50) is 0 ? 900_000 / (items.Length + 1) : random.Next(1, 20);
        return items.Length is 0 ? array : [(byte)'[', .. Enumerable.Repeat<byte[]>([.. items, (byte)','], times).SelectMany(part => part), .. items, (byte)']'];
    }

    private byte[] Cased(byte[] name) => Encoding.UTF8.GetBytes(random.Next(2) is 0 ? Encoding.UTF8.GetString(name).ToUpperInvariant() : Encoding.UTF8.GetString(name).ToLowerInvariant());

    private static byte[] Escaped(byte[] value) => [.. value.SelectMany<byte, byte>(part => part is (byte)'"' or (byte)'\\' ? [(byte)'\\', part] : part < 0x20 ? " "u8.ToArray() : [part])];

    private static byte[] Quoted(byte[] value) => [(byte)'"', .. value, (byte)'"'];

    private static byte[] Line(byte[] text) => [.. text.Select(part => part is (byte)'\n' or (byte)'\r' ? (byte)' ' : part)];

    /// <summary>The comma behind it; before the last one, the one before it.</summary>
    private static Range WithComma(byte[] text, Range place)
    {
        var after = text.AsSpan(place.End.Value).IndexOfAnyExcept(" \r\n\t"u8);
        if (after >= 0 && text[place.End.Value + after] is (byte)',')
        {
            return place.Start..(place.End.Value + after + 1);
        }

        var before = text.AsSpan(0, place.Start.Value).LastIndexOfAnyExcept(" \r\n\t"u8);
        return before >= 0 && text[before] is (byte)',' ? before..place.End : place;
    }

    private static byte[] Swap(byte[] text, Range one, Range other)
    {
        var (first, second) = one.Start.Value <= other.Start.Value ? (one, other) : (other, one);
        return second.Start.Value < first.End.Value ? text : Put(Put(text, second, text[first]), first, text[second]);
    }

    private static byte[] Put(byte[] text, Range place, byte[] value) => [.. text.AsSpan(..place.Start), .. value, .. text.AsSpan(place.End..)];

    private T Any<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
