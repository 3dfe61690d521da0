using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AlertFlow.Findings;

namespace AlertFlow.Reading;

/// <summary>
/// A value in a source's event, read leniently: a member that is absent, null or of an odd kind reads as null. Reading a value
/// marks it, so that <see cref="Remainder"/> is everything that no source mapped.
/// </summary>
public readonly record struct SourceNode
{
    private readonly SourceTree? known;
    private readonly int index;

    internal SourceNode(SourceTree tree, int index) => (known, this.index) = (tree, index);

    /// <summary>An absent member, and the default: every read of it is null.</summary>
    public static SourceNode Missing => default;

    /// <summary>Begins a reading, with nothing marked yet.</summary>
    public static SourceNode Of(EventJson json) => new(new SourceTree(json), 0);

    public JsonValueKind Kind => Token.Kind;

    public bool Exists => Kind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => Kind is JsonValueKind.Object;

    /// <summary>The text of an object or array as the source wrote it.</summary>
    public ReadOnlySpan<byte> Raw => Tree.Json.Raw(Token);

    private ReadOnlySpan<byte> Utf8 => Tree.Json.Utf8(Token);

    private SourceTree Tree => known ?? SourceTree.Nothing;

    private ref readonly EventToken Token => ref Tree.Json.Tokens[index];

    /// <summary>The member of that name: exactly, else in any case, for some exports write PascalCase. The last one wins.</summary>
    /// <param name="name">ASCII.</param>
    public SourceNode this[string name] => IsObject && Tree.Member(index, name) is >= 0 and var member ? new(Tree, member) : Missing;

    public ImmutableArray<KeyValuePair<string, SourceNode>> Members => IsObject ? Tree.Members(index) : [];

    /// <summary>An array's items. One object where an array was expected is its only item.</summary>
    public ImmutableArray<SourceNode> Items => Kind switch
    {
        JsonValueKind.Object => [this],
        JsonValueKind.Array => Tree.Items(index),
        _ => [],
    };

    public string? Text() => Take(PeekText());

    public int? Int() => Take(PeekInt());

    public double? Double() => Take(PeekDouble());

    public DateTimeOffset? Time() => Take(PeekTime());

    /// <summary>Text of any scalar; blank text counts as absent.</summary>
    public string? PeekText()
    {
        if (Kind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            return null;
        }

        var text = Tree.Json.String(Token);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public double? PeekDouble() =>
        Kind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(Utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    public bool? PeekBool() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => bool.TryParse(PeekText(), out var value) ? value : null,
        _ => null,
    };

    public DateTimeOffset? PeekTime() => Kind switch
    {
        JsonValueKind.String => SourceTime.OfText(Utf8),
        JsonValueKind.Number => SourceTime.OfNumber(Utf8),
        _ => null,
    };

    /// <summary>Returns the remainder and marks the whole value as read.</summary>
    public JsonText? Json() => Take(Remainder());

    /// <summary>Returns what was not read, nested as it was. Nulls and empty containers are left out.</summary>
    public JsonText? Remainder() => SourceRemainder.Of(Tree, index, []);

    /// <summary>Returns an object of the given members followed by the remainder of this one, and marks it as read.</summary>
    internal JsonText? JsonBehind(params ReadOnlySpan<(string Name, JsonPart Value)> members) =>
        IsObject ? Take(SourceRemainder.Of(Tree, index, members)) : JsonText.Object(members);

    public int? PeekInt()
    {
        if (Kind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            return null;
        }

        if (Utf8Parser.TryParse(Tree.Json.Raw(Token), out int plain, out var read) && read == Token.Length)
        {
            return plain;
        }

        return decimal.TryParse(Utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number)
            && number is >= int.MinValue and <= int.MaxValue
                ? (int)number
                : null;
    }

    private T? Take<T>(T? value)
    {
        if (value is not null)
        {
            Tree.Take(index);
        }

        return value;
    }
}
