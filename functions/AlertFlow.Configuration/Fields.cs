namespace AlertFlow.Configuration;

/// <summary>Reads a mapping key by key. Unknown and duplicate keys are reported on opening, missing ones when read.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, Node> values = [];
    private readonly Report report;
    private readonly string owner;

    private Fields(Node.Mapping mapping, string owner, IReadOnlyList<string> keys, Report report)
    {
        (this.report, this.owner, Place) = (report, owner, mapping.Place);
        foreach (var (key, value) in mapping.Entries)
        {
            if (!keys.Contains(key.Value))
            {
                report.Error(key.Place, $"unknown key {Report.Quote(key.Value)} in {owner}, {Suggestion.Among(keys, key.Value)}");
            }
            else if (!values.TryAdd(key.Value, value))
            {
                report.Error(key.Place, $"key {Report.Quote(key.Value)} stands twice in {owner}, expected once");
            }
        }
    }

    public Place Place { get; }

    /// <summary>Opens a mapping. Reports an error and returns null when the node is not one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="owner">The thing that it describes, with its article.</param>
    /// <param name="keys">The allowed keys.</param>
    /// <param name="report">Collects errors.</param>
    public static Fields? Open(Node node, string owner, IReadOnlyList<string> keys, Report report)
    {
        if (node is Node.Mapping mapping)
        {
            return new(mapping, owner, keys, report);
        }

        report.Error(node.Place, $"{owner} is {node.Kind}, expected a mapping with the keys {string.Join(", ", keys)}");
        return null;
    }

    public bool Has(string key) => values.ContainsKey(key);

    public Place PlaceOf(string key) => values.TryGetValue(key, out var value) ? value.Place : Place;

    /// <summary>Returns a text. Reports an error and returns null when it is missing or not a text.</summary>
    public string? Text(string key, string expected)
    {
        if (!values.TryGetValue(key, out var value))
        {
            report.Error(Place, $"{owner} has no '{key}', expected {expected}");
            return null;
        }

        return AsText(value, key, expected);
    }

    public string? OptionalText(string key, string expected) =>
        values.TryGetValue(key, out var value) ? AsText(value, key, expected) : null;

    public bool Flag(string key)
    {
        switch (values.GetValueOrDefault(key))
        {
            case null:
                return false;
            case Node.Scalar { IsPlain: true, Value: "true" or "false" } flag:
                return flag.Value == "true";
            case var other:
                report.Error(other.Place, $"'{key}' is {Shown(other)}, expected true or false");
                return false;
        }
    }

    /// <summary>Returns the items of a list; none when it is missing. Reports an error when it is not a list.</summary>
    public IReadOnlyList<Node> List(string key, string expected)
    {
        if (!values.TryGetValue(key, out var value))
        {
            return [];
        }

        if (value is Node.Sequence sequence)
        {
            return sequence.Items;
        }

        report.Error(value.Place, $"'{key}' is {Shown(value)}, expected a list of {expected}");
        return [];
    }

    public Node? Child(string key) => values.GetValueOrDefault(key);

    /// <summary>Returns the texts of a list. Reports and leaves out other items.</summary>
    public IEnumerable<Node.Scalar> Texts(string key, string expected)
    {
        foreach (var item in List(key, expected))
        {
            if (item is Node.Scalar { IsNull: false } text)
            {
                yield return text;
            }
            else
            {
                report.Error(item.Place, $"an item of '{key}' is {item.Kind}, expected text");
            }
        }
    }

    private string? AsText(Node value, string key, string expected)
    {
        if (value is Node.Scalar { IsNull: false, Value: not "" } text)
        {
            return text.Value;
        }

        report.Error(value.Place, $"'{key}' is {(value is Node.Scalar ? "empty" : value.Kind)}, expected {expected}");
        return null;
    }

    private static string Shown(Node node) => node is Node.Scalar { IsNull: false } scalar ? Report.Quote(scalar.Value) : node.Kind;
}
