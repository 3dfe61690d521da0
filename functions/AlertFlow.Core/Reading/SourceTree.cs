using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace AlertFlow.Reading;

/// <summary>One reading of an object: remembers which values were read.</summary>
internal sealed class SourceTree(EventJson json)
{
    /// <summary>Above this number of members, names are looked up in a table: a hostile object may have 100,000.</summary>
    private const int Many = 64;

    private bool[]? taken;
    private Dictionary<int, SourceNames>? tables;

    /// <summary>The tree of a missing value.</summary>
    public static SourceTree Nothing { get; } = new(new EventJson(ReadOnlyMemory<byte>.Empty, [new() { Next = 1 }]));

    public EventJson Json => json;

    public bool IsTaken(int index) => taken?[index] is true;

    public void Take(int index) => (taken ??= new bool[json.Tokens.Length])[index] = true;

    public int Member(int parent, string name)
    {
        if (json.Tokens[parent].Values <= Many)
        {
            return json.Member(parent, name);
        }

        tables ??= [];
        if (!tables.TryGetValue(parent, out var names))
        {
            tables[parent] = names = new(json, parent);
        }

        return names.Member(name);
    }

    public ImmutableArray<KeyValuePair<string, SourceNode>> Members(int parent)
    {
        var tokens = json.Tokens;
        var members = new KeyValuePair<string, SourceNode>[Count(parent)];
        var (index, at) = (parent + 1, 0);
        while (at < members.Length)
        {
            members[at++] = KeyValuePair.Create(json.Name(tokens[index]), new SourceNode(this, index));
            index = tokens[index].Next;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(members);
    }

    public ImmutableArray<SourceNode> Items(int parent)
    {
        var tokens = json.Tokens;
        var items = new SourceNode[Count(parent)];
        var (index, at) = (parent + 1, 0);
        while (at < items.Length)
        {
            items[at++] = new(this, index);
            index = tokens[index].Next;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private int Count(int parent)
    {
        var tokens = json.Tokens;
        if (tokens[parent].Values < byte.MaxValue)
        {
            return tokens[parent].Values;
        }

        var number = 0;
        for (var index = parent + 1; index < tokens[parent].Next; index = tokens[index].Next)
        {
            number++;
        }

        return number;
    }
}

/// <summary>The names of an object with many members.</summary>
internal sealed class SourceNames
{
    private readonly Dictionary<string, int> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> similar = new(StringComparer.OrdinalIgnoreCase);

    public SourceNames(EventJson json, int parent)
    {
        var tokens = json.Tokens;
        for (var index = parent + 1; index < tokens[parent].Next; index = tokens[index].Next)
        {
            var name = json.Name(tokens[index]);
            (exact[name], similar[name]) = (index, index);
        }
    }

    public int Member(string name) => exact.TryGetValue(name, out var found) || similar.TryGetValue(name, out found) ? found : -1;
}
