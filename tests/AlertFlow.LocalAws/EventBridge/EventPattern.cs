using System.Text.Json;

namespace AlertFlow.LocalAws.EventBridge;

/// <summary>
/// An event pattern of EventBridge. Each key of it must hold; of a list of values and operators one must; of an array in the
/// event one element must, and the same one for all keys that reach into it.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html"/>
public sealed class EventPattern
{
    private const string Or = "$or";
    private readonly Node root;

    private EventPattern(Node root) => this.root = root;

    /// <exception cref="FormatException">EventBridge would refuse the pattern; the message says why, with its place.</exception>
    public static EventPattern Parse(string json)
    {
        try
        {
            using var pattern = JsonDocument.Parse(json);
            return new EventPattern(NodeOf(pattern.RootElement, "$"));
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The pattern is no JSON: {exception.Message}", exception);
        }
    }

    public bool Matches(JsonElement envelope) => root.Matches(envelope);

    private static Node NodeOf(JsonElement pattern, string path)
    {
        if (pattern.ValueKind is not JsonValueKind.Object || !pattern.EnumerateObject().Any())
        {
            throw new FormatException($"{path}: expected an object with at least one key");
        }

        return new Node(
            [.. pattern.EnumerateObject().Where(key => key.Name != Or).Select(key => (key.Name, ValueOf(key.Value, $"{path}.{key.Name}")))],
            pattern.TryGetProperty(Or, out var branches) ? BranchesOf(branches, $"{path}.{Or}") : []);
    }

    private static IReadOnlyList<Node> BranchesOf(JsonElement branches, string path) =>
        branches.ValueKind is JsonValueKind.Array && branches.GetArrayLength() >= 2
            ? [.. branches.EnumerateArray().Select((branch, index) => NodeOf(branch, $"{path}[{index}]"))]
            : throw new FormatException($"{path}: expected a list of at least two patterns");

    private static IValue ValueOf(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => NodeOf(value, path),
        JsonValueKind.Array when value.GetArrayLength() > 0 => new Leaf([.. value.EnumerateArray().Select(one => LeafMatcher.Of(one, path))]),
        _ => throw new FormatException($"{path}: expected an object, or a list with at least one value"),
    };

    /// <summary>What stands under a key of a pattern. The element is null where the event has nothing there.</summary>
    private interface IValue
    {
        bool Matches(JsonElement? element);
    }

    private sealed record Node(IReadOnlyList<(string Key, IValue Value)> Keys, IReadOnlyList<Node> Branches) : IValue
    {
        public bool Matches(JsonElement? element) => element is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Any(one => Matches(one))
            : Keys.All(key => key.Value.Matches(Member(element, key.Key))) && (Branches.Count == 0 || Branches.Any(branch => branch.Matches(element)));

        private static JsonElement? Member(JsonElement? element, string key) =>
            element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(key, out var member) ? member : null;
    }

    private sealed record Leaf(IReadOnlyList<LeafMatcher> Matchers) : IValue
    {
        public bool Matches(JsonElement? element)
        {
            var values = ValuesOf(element).ToList();
            return Matchers.Any(matcher => values.Count == 0 ? matcher.HoldsWithout : values.Any(matcher.Holds));
        }

        /// <summary>Strings, numbers, truth values and nulls. An object is no value.</summary>
        private static IEnumerable<JsonElement> ValuesOf(JsonElement? element) => element switch
        {
            null or { ValueKind: JsonValueKind.Object } => [],
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().SelectMany(one => ValuesOf(one)),
            { } value => [value],
        };
    }
}
