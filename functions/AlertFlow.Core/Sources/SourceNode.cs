using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace AlertFlow.Sources;

/// <summary>
/// A place in a source's event, read leniently: a member that is absent, null or of an odd kind reads as null and costs
/// nothing else. It remembers what was read, so that <see cref="Remainder"/> is everything that nobody mapped.
/// </summary>
internal sealed class SourceNode
{
    /// <summary>What an absent member is: every read of it is null.</summary>
    public static SourceNode Missing { get; } = new(default);

    private readonly JsonElement element;
    private List<KeyValuePair<string, SourceNode>>? members;
    private List<SourceNode>? items;
    private bool taken;

    private SourceNode(JsonElement element) => this.element = element;

    /// <summary>Null where the element holds text that is not UTF-8.</summary>
    public static SourceNode? Of(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Undefined)
        {
            return Missing;
        }

        var raw = JsonMarshal.GetRawUtf8Value(element);
        return !Utf8.IsValid(raw) ? null : new(Surrogates.MayBeIn(raw) ? JsonElement.Parse(Surrogates.Repaired(raw)) : element);
    }

    public bool Exists => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => element.ValueKind is JsonValueKind.Object;

    /// <summary>The member of that name: exactly, else in any case, for some exports write PascalCase. The last one wins.</summary>
    public SourceNode this[string name]
    {
        get
        {
            SourceNode? similar = null;
            SourceNode? exact = null;
            foreach (var (key, node) in Members)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                {
                    similar = node;
                    exact = key == name ? node : exact;
                }
            }

            return exact ?? similar ?? Missing;
        }
    }

    public IReadOnlyList<KeyValuePair<string, SourceNode>> Members => members ??= element.ValueKind is JsonValueKind.Object
        ? [.. element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, new SourceNode(member.Value)))]
        : [];

    /// <summary>An array's items. One object where an array was expected is its only item.</summary>
    public IReadOnlyList<SourceNode> Items => element.ValueKind is JsonValueKind.Object
        ? [this]
        : items ??= element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray().Select(item => new SourceNode(item))] : [];

    /// <summary>A member of a map, which one format writes as an object and another as an array of key and value.</summary>
    public SourceNode Keyed(string key)
    {
        if (element.ValueKind is not JsonValueKind.Array)
        {
            return this[key];
        }

        var entry = Items.FirstOrDefault(item => string.Equals(item["key"].PeekText(), key, StringComparison.OrdinalIgnoreCase));
        if (entry is null)
        {
            return Missing;
        }

        _ = entry["key"].Text();
        return entry["value"];
    }

    public string? Text() => Take(PeekText());

    public int? Int() => Take(PeekLong() is >= int.MinValue and <= int.MaxValue and var number ? (int?)number : null);

    public double? Double() => Take(PeekDouble());

    public DateTimeOffset? Time() => Take(PeekTime());

    /// <summary>Text of any scalar; blank text counts as absent.</summary>
    public string? PeekText() => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    public double? PeekDouble() =>
        element.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(PeekText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    public bool? PeekBool() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => bool.TryParse(element.GetString(), out var value) ? value : null,
        _ => null,
    };

    public DateTimeOffset? PeekTime() => element.ValueKind switch
    {
        JsonValueKind.String => Instant.OfText(element.GetString()!),
        JsonValueKind.Number => Instant.OfNumber(element.GetRawText()),
        _ => null,
    };

    /// <summary>The whole subtree as it stands, counted as read.</summary>
    public JsonNode? Json()
    {
        var json = Remainder();
        return Take(json);
    }

    /// <summary>What was not read, nested as it was. Nulls and what is empty say nothing and are left out.</summary>
    public JsonNode? Remainder()
    {
        if (taken)
        {
            return null;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var rest = new JsonObject();
                for (var index = 0; index < Members.Count; index++)
                {
                    if (Members[index].Value.Remainder() is { } member)
                    {
                        rest[rest.ContainsKey(Members[index].Key) ? $"{Members[index].Key}#{index}" : Members[index].Key] = member;
                    }
                }

                return rest.Count > 0 ? rest : null;
            case JsonValueKind.Array:
                JsonNode[] unread = [.. Items.Select(item => item.Remainder()).OfType<JsonNode>()];
                return unread.Length > 0 ? new JsonArray(unread) : null;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }

    private long? PeekLong() =>
        element.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(PeekText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number)
        && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;

    private T? Take<T>(T? value)
    {
        if (value is not null)
        {
            taken = true;
        }

        return value;
    }
}
