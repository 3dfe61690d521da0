namespace AlertFlow.Configuration;

internal sealed record Place(int Line, int Column);

/// <summary>A YAML node with its place in the file. An alias is the node of its anchor, not a copy.</summary>
internal abstract class Node(Place place)
{
    public Place Place => place;

    /// <summary>The number of nodes below and including this one, aliases followed.</summary>
    public abstract long Size { get; }

    public abstract int Depth { get; }

    public abstract string Kind { get; }

    public sealed class Scalar(Place place, string value, bool isPlain) : Node(place)
    {
        public string Value => value;

        public bool IsPlain => isPlain;

        public bool IsNull => isPlain && value is "" or "~" or "null" or "Null" or "NULL";

        public override long Size => 1;

        public override int Depth => 1;

        public override string Kind => IsNull ? "nothing" : "a single value";
    }

    public sealed class Sequence(Place place, IReadOnlyList<Node> items) : Node(place)
    {
        public IReadOnlyList<Node> Items => items;

        public override long Size { get; } = 1 + items.Sum(item => item.Size);

        public override int Depth { get; } = 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max();

        public override string Kind => "a list";
    }

    public sealed class Mapping(Place place, IReadOnlyList<KeyValuePair<Scalar, Node>> entries) : Node(place)
    {
        public IReadOnlyList<KeyValuePair<Scalar, Node>> Entries => entries;

        public override long Size { get; } = 1 + entries.Sum(entry => 1 + entry.Value.Size);

        public override int Depth { get; } = 1 + entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max();

        public override string Kind => "a mapping";
    }
}
