using System.Text.Json;

namespace AlertFlow.Sources;

/// <summary>The nodes of one reading of an object: each place has one, made when it is first looked at.</summary>
internal sealed class SourceTree(EventJson json)
{
    private readonly SourceNode?[] nodes = new SourceNode?[json.Tokens.Length];

    public EventJson Json => json;

    public SourceNode Node(int index) => nodes[index] ??= new(this, index);

    public bool IsTaken(int index) => nodes[index] is { IsTaken: true };
}

/// <summary>The members of one object. Of many, names are looked up in a table: a hostile object may have 100,000.</summary>
internal sealed class SourceMembers(SourceTree tree, int parent)
{
    public const int Many = 64;

    private Dictionary<string, int>? exact;
    private Dictionary<string, int>? similar;
    private int count = -1;

    public IReadOnlyList<KeyValuePair<string, SourceNode>> All => field ??= Listed();

    public int Member(string name)
    {
        if (count < 0)
        {
            count = Count();
        }

        if (count <= Many)
        {
            return tree.Json.Member(parent, name);
        }

        if (exact is null || similar is null)
        {
            (exact, similar) = (new(count, StringComparer.Ordinal), new(count, StringComparer.OrdinalIgnoreCase));
            for (var index = parent + 1; index < tree.Json.Tokens[parent].Next; index = tree.Json.Tokens[index].Next)
            {
                var key = tree.Json.Name(tree.Json.Tokens[index]);
                (exact[key], similar[key]) = (index, index);
            }
        }

        return exact.TryGetValue(name, out var found) || similar.TryGetValue(name, out found) ? found : -1;
    }

    private KeyValuePair<string, SourceNode>[] Listed()
    {
        var listed = new KeyValuePair<string, SourceNode>[Count()];
        var (index, at) = (parent + 1, 0);
        while (at < listed.Length)
        {
            ref readonly var token = ref tree.Json.Tokens[index];
            listed[at++] = KeyValuePair.Create(tree.Json.Name(token), tree.Node(index));
            index = token.Next;
        }

        return listed;
    }

    private int Count()
    {
        var tokens = tree.Json.Tokens;
        var number = 0;
        for (var index = parent + 1; index < tokens[parent].Next; index = tokens[index].Next)
        {
            number++;
        }

        return number;
    }
}

/// <summary>The items of one array; where it is written for a map, by their keys.</summary>
internal sealed class SourceItems(SourceTree tree, int parent)
{
    private Dictionary<string, int>? keyed;

    public IReadOnlyList<SourceNode> All => field ??= Listed();

    /// <summary>The first item whose key it is, in any case.</summary>
    public SourceNode? Keyed(string key)
    {
        if (keyed is null)
        {
            keyed = new(StringComparer.OrdinalIgnoreCase);
            var tokens = tree.Json.Tokens;
            for (var index = parent + 1; index < tokens[parent].Next; index = tokens[index].Next)
            {
                if (tokens[index].Kind is JsonValueKind.Object
                    && tree.Json.Member(index, "key") is >= 0 and var member
                    && tree.Node(member).PeekText() is { } text)
                {
                    _ = keyed.TryAdd(text, index);
                }
            }
        }

        return keyed.TryGetValue(key, out var found) ? tree.Node(found) : null;
    }

    private List<SourceNode> Listed()
    {
        var tokens = tree.Json.Tokens;
        var listed = new List<SourceNode>();
        for (var index = parent + 1; index < tokens[parent].Next; index = tokens[index].Next)
        {
            listed.Add(tree.Node(index));
        }

        return listed;
    }
}
