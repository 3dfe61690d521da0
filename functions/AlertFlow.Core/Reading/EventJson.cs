using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace AlertFlow.Reading;

/// <summary>
/// A JSON object from a body: its text and the position of each value. It is made in the same pass that finds the object's end,
/// and never changes. Read it with <see cref="SourceNode.Of"/>.
/// </summary>
public sealed class EventJson
{
    private readonly ReadOnlyMemory<byte> text;
    private readonly EventToken[] tokens;

    internal EventJson(ReadOnlyMemory<byte> text, EventToken[] tokens) => (this.text, this.tokens) = (text, tokens);

    /// <summary>Valid JSON in valid UTF-8, without half surrogate pairs.</summary>
    public ReadOnlySpan<byte> Text => text.Span;

    /// <summary>Returns the object in a text, such as a string in another event, or null where it is not one.</summary>
    public static EventJson? Of(string text) =>
        text.AsSpan().TrimStart() is ['{', ..]
        && EventBody.Read(Encoding.UTF8.GetBytes(text)) is [EventElement.Readable { Value: var json }] ? json : null;

    internal ReadOnlySpan<EventToken> Tokens => tokens;

    internal ReadOnlySpan<byte> RawName(in EventToken token) => text.Span.Slice(token.NameStart, token.NameLength);

    internal ReadOnlySpan<byte> Raw(in EventToken token) => text.Span.Slice(token.Start, token.Length);

    internal string Name(in EventToken token) => token.HasEscapedName ? Unescaped(token.NameStart, token.NameLength) : Decoded(RawName(token));

    internal bool IsNamed(in EventToken token, string name) => token.HasEscapedName ? Name(token) == name : Ascii.Equals(RawName(token), name);

    internal bool AreNamesakes(in EventToken one, in EventToken other) => one.HasEscapedName || other.HasEscapedName
        ? Name(one) == Name(other)
        : one.NameKey == other.NameKey && RawName(one).SequenceEqual(RawName(other));

    internal string String(in EventToken token) => token.IsEscaped ? Unescaped(token.Start, token.Length) : Decoded(Raw(token));

    /// <summary>The text of a scalar, without its escapes.</summary>
    internal ReadOnlySpan<byte> Utf8(in EventToken token) => token.IsEscaped ? Encoding.UTF8.GetBytes(String(token)) : Raw(token);

    /// <summary>The member that is called so: exactly, else in any case; the last one of them. -1 where there is none.</summary>
    /// <param name="parent">The object.</param>
    /// <param name="name">ASCII.</param>
    internal int Member(int parent, string name)
    {
        var sought = EventName.KeyOf(name);
        if ((tokens[parent].Names & EventName.BitOf(sought)) is 0)
        {
            return -1;
        }

        var (exact, similar) = (-1, -1);
        var end = tokens[parent].Next;
        for (var index = parent + 1; index < end; index = tokens[index].Next)
        {
            ref readonly var token = ref tokens[index];
            if (token.NameKey == sought)
            {
                exact = Ascii.Equals(RawName(token), name) ? index : exact;
                similar = exact < index && Ascii.EqualsIgnoreCase(RawName(token), name) ? index : similar;
            }
            else if (token.HasEscapedName)
            {
                var decoded = Name(token);
                exact = decoded == name ? index : exact;
                similar = string.Equals(decoded, name, StringComparison.OrdinalIgnoreCase) ? index : similar;
            }
        }

        return exact >= 0 ? exact : similar;
    }

    /// <summary>Nearly all text is ASCII, which is widened in half the time that decoding takes.</summary>
    private static string Decoded(ReadOnlySpan<byte> text) => Ascii.IsValid(text) ? Encoding.Latin1.GetString(text) : Encoding.UTF8.GetString(text);

    private string Unescaped(int start, int length)
    {
        var reader = new Utf8JsonReader(text.Span.Slice(start - 1, length + 2));
        _ = reader.Read();
        return reader.GetString()!; // A string: its quotes are around it.
    }
}

/// <summary>One value, its name where it is a member, and the token behind it and all that it holds.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct EventToken
{
    /// <summary>Of strings and names without their quotes.</summary>
    public int NameStart;
    public int NameLength;
    public int Start;
    public int Length;
    public int Next;

    /// <summary>As of <see cref="EventName"/>.</summary>
    public uint NameKey;

    /// <summary>The names of its members, as <see cref="EventName.BitOf"/>.</summary>
    public uint Names;

    public JsonValueKind Kind;

    /// <summary>How many values stand directly in it; 255: as many or more.</summary>
    public byte Values;
    public bool HasEscapedName;
    public bool IsEscaped;
}
