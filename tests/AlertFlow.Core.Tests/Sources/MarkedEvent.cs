using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Sources;

/// <summary>An event whose values stand nowhere else, as far as they may be others, with the values by their places.</summary>
internal sealed record MarkedEvent(Source Source, JsonNode Root, IReadOnlyDictionary<string, Mark> Marks)
{
    public string[] Places { get; } = [.. AllOf(Root).Select(place => place.GetPath())];

    /// <summary>Gives each value that may have another a mark, and returns the marks by their places.</summary>
    /// <param name="source">Whose event it is.</param>
    /// <param name="root">The event.</param>
    /// <param name="first">The number of its first mark; those of events that meet must be far apart.</param>
    public static MarkedEvent Of(Source source, JsonNode root, int first = 0)
    {
        var marks = new Dictionary<string, Mark>(StringComparer.Ordinal);
        foreach (var place in AllOf(root).OfType<JsonValue>().Where(IsMarkable).ToList())
        {
            var mark = Mark.For(place.ToJsonString(), first + marks.Count);
            var path = place.GetPath();
            var marked = JsonNode.Parse(mark.Json)!;
            place.ReplaceWith(marked);
            if (Written(source, root) is { } finding && mark.IsIn(finding))
            {
                marks[path] = mark;
            }
            else
            {
                marked.ReplaceWith(place.DeepClone());
            }
        }

        return new(source, root, marks);
    }

    /// <summary>The event without what stands in these places.</summary>
    public EventPart Without(string[] places)
    {
        var rest = Root.DeepClone();
        foreach (var taken in AllOf(rest).Where(place => places.Contains(place.GetPath())).ToList())
        {
            Remove(taken);
        }

        return new(Written(Source, rest), Marks.Where(mark => !places.Any(place => IsWithin(mark.Key, place))));
    }

    /// <summary>Two events in one: of two scalars in one place the first stays, and arrays stand behind each other.</summary>
    public EventPart With(MarkedEvent other)
    {
        var both = Merged(Root.DeepClone(), other.Root.DeepClone());
        var said = both.ToJsonString();
        return new(Written(Source, both), Marks.Concat(other.Marks).Where(mark => said.Contains(mark.Value.Json, StringComparison.Ordinal)));
    }

    /// <summary>Null where it is no finding.</summary>
    public static string? Written(Source source, JsonNode root) =>
        Source.ParseBody(Encoding.UTF8.GetBytes(root.ToJsonString()), source) is [{ Result: ParseResult.Parsed { Finding: var finding } }] ? FindingJson.Write(finding) : null;

    /// <summary>Every node below the root, but nulls.</summary>
    public static IEnumerable<JsonNode> AllOf(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(child => AllOf(child).Prepend(child)),
        JsonArray items => items.OfType<JsonNode>().SelectMany(child => AllOf(child).Prepend(child)),
        _ => [],
    };

    private static JsonNode Merged(JsonNode one, JsonNode other)
    {
        switch ((one, other))
        {
            case (JsonObject members, JsonObject others):
                foreach (var (name, value) in others.ToList())
                {
                    others[name] = null;
                    members[name] = members[name] is { } known && value is not null ? Merged(known, value) : members[name] ?? value;
                }

                return members;
            case (JsonArray items, JsonArray others):
                foreach (var item in others.ToList())
                {
                    _ = others.Remove(item);
                    items.Add(item);
                }

                return items;
            default:
                return one;
        }
    }

    /// <summary>A blank text counts as absent, and what stands under <c>key</c> is the name of a value.</summary>
    private static bool IsMarkable(JsonValue value) => value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
        && value.ToJsonString() is not "\"\""
        && !(value.Parent is JsonObject && value.GetPropertyName() is "key");

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonArray array)
        {
            _ = array.Remove(node);
        }
        else
        {
            _ = node.Parent!.AsObject().Remove(node.GetPropertyName()); // Only the root has no parent, and it is never removed.
        }
    }

    private static bool IsWithin(string place, string path) => place.StartsWith(path, StringComparison.Ordinal) && (place.Length == path.Length || place[path.Length] is '.' or '[');
}

/// <summary>A finding, null where none was made, and what it must say.</summary>
internal sealed record EventPart(string? Finding, IEnumerable<KeyValuePair<string, Mark>> Marks)
{
    public IEnumerable<string> Lost => Finding is null ? [] : Marks.Where(mark => !mark.Value.IsIn(Finding)).Select(mark => $"{mark.Key}, which is {mark.Value.Json}");
}
