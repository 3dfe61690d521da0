using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlertFlow.Sources;

/// <summary>
/// A place in a source's event, read leniently: a member that is absent, null or of an odd kind reads as null and costs
/// nothing else. It remembers what was read, so that <see cref="Remainder"/> is everything that nobody mapped.
/// </summary>
public sealed class SourceNode
{
    private readonly SourceTree tree;
    private readonly int index;

    /// <summary>What reading made: a scalar's text, an object's members, an array's items or entries.</summary>
    private object? made;

    internal SourceNode(SourceTree tree, int index) => (this.tree, this.index) = (tree, index);

    /// <summary>What an absent member is: every read of it is null.</summary>
    public static SourceNode Missing { get; } = Of(new EventJson(ReadOnlyMemory<byte>.Empty, [new() { Next = 1 }]));

    /// <summary>The object, with nothing of it read yet.</summary>
    public static SourceNode Of(EventJson json) => new SourceTree(json).Node(0);

    public JsonValueKind Kind => Token.Kind;

    public bool Exists => Kind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => Kind is JsonValueKind.Object;

    /// <summary>The text of an object or array as it came.</summary>
    public ReadOnlySpan<byte> Raw => tree.Json.Raw(Token);

    internal bool IsTaken { get; private set; }

    private ref readonly EventToken Token => ref tree.Json.Tokens[index];

    /// <summary>The member of that name: exactly, else in any case, for some exports write PascalCase. The last one wins.</summary>
    public SourceNode this[string name] => IsObject && Member(name) is >= 0 and var member ? tree.Node(member) : Missing;

    public IReadOnlyList<KeyValuePair<string, SourceNode>> Members => IsObject ? Names.All : [];

    /// <summary>An array's items. One object where an array was expected is its only item.</summary>
    public IReadOnlyList<SourceNode> Items => Kind switch
    {
        JsonValueKind.Object => [this],
        JsonValueKind.Array => Entries.All,
        _ => [],
    };

    /// <summary>A member of a map, which one format writes as an object and another as an array of key and value.</summary>
    public SourceNode Keyed(string key)
    {
        if (Kind is not JsonValueKind.Array)
        {
            return this[key];
        }

        if (Entries.Keyed(key) is not { } entry)
        {
            return Missing;
        }

        _ = entry["key"].Text();
        return entry["value"];
    }

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

        var text = (string)(made ??= tree.Json.String(Token));
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public double? PeekDouble() =>
        Kind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(PeekText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
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
        JsonValueKind.String => PeekText() is { } text ? Instant.OfText(text) : null,
        JsonValueKind.Number => Instant.OfNumber(PeekText()!), // A number is never blank.
        _ => null,
    };

    /// <summary>The whole subtree as it stands, counted as read.</summary>
    public JsonNode? Json()
    {
        var json = Remainder();
        return Take(json);
    }

    /// <summary>What was not read, nested as it was. Nulls and what is empty say nothing and are left out.</summary>
    public JsonNode? Remainder() => SourceRemainder.Of(tree, index);

    private SourceMembers Names => (SourceMembers)(made ??= new SourceMembers(tree, index));

    private SourceItems Entries => (SourceItems)(made ??= new SourceItems(tree, index));

    private int Member(string name) => Token.Next - index > SourceMembers.Many ? Names.Member(name) : tree.Json.Member(index, name);

    private int? PeekInt()
    {
        if (Kind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            return null;
        }

        if (Utf8Parser.TryParse(tree.Json.Raw(Token), out int plain, out var read) && read == Token.Length)
        {
            return plain;
        }

        return decimal.TryParse(PeekText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number)
            && number is >= int.MinValue and <= int.MaxValue
                ? (int)number
                : null;
    }

    private T? Take<T>(T? value)
    {
        IsTaken |= value is not null;
        return value;
    }
}
