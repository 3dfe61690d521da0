using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlertFlow.Sources;

/// <summary>Writes what of an event was not read.</summary>
internal sealed class SourceRemainder
{
    /// <summary>Up to so many members, comparing each with each is quicker than a set.</summary>
    private const int Few = 32;

    private const int LargestSpare = 1 << 16;

    [ThreadStatic]
    private static Room? spare;

    private readonly SourceTree tree;
    private readonly EventJson json;
    private readonly int first;

    /// <summary>Whether a value, counted from the first, has something left to say.</summary>
    private readonly bool[] speaks;

    private SourceRemainder(SourceTree tree, int first, bool[] speaks)
    {
        (this.tree, this.first, this.speaks) = (tree, first, speaks);
        json = tree.Json;
    }

    public static JsonNode? Of(SourceTree tree, int index)
    {
        var length = tree.Json.Tokens[index].Next - index;
        var rented = ArrayPool<bool>.Shared.Rent(length);
        try
        {
            var remainder = new SourceRemainder(tree, index, rented);
            remainder.Listen(length);
            return rented[0] ? remainder.Node() : null;
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(rented);
        }
    }

    /// <summary>From the last to the first, so that what a value holds is known before the value is asked.</summary>
    private void Listen(int length)
    {
        var tokens = json.Tokens;
        for (var at = length - 1; at >= 0; at--)
        {
            var index = first + at;
            speaks[at] = !tree.IsTaken(index) && tokens[index].Kind switch
            {
                JsonValueKind.Object or JsonValueKind.Array => Any(tokens, index),
                JsonValueKind.Undefined or JsonValueKind.Null => false,
                _ => true,
            };
        }
    }

    private bool Any(ReadOnlySpan<EventToken> tokens, int parent)
    {
        for (var index = parent + 1; index < tokens[parent].Next; index = tokens[index].Next)
        {
            if (speaks[index - first])
            {
                return true;
            }
        }

        return false;
    }

    private JsonNode Node()
    {
        var room = spare ?? new();
        spare = null;
        Write(room.Writer, first);
        room.Writer.Flush();
        var element = JsonElement.Parse(room.Buffer.WrittenSpan);
        if (room.Buffer.Capacity <= LargestSpare)
        {
            room.Buffer.ResetWrittenCount();
            room.Writer.Reset();
            spare = room;
        }

        return element.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(element)!, // It is one.
            JsonValueKind.Array => JsonArray.Create(element)!, // It is one.
            _ => JsonValue.Create(element)!, // It is no null.
        };
    }

    private void Write(Utf8JsonWriter writer, int index)
    {
        ref readonly var token = ref json.Tokens[index];
        switch (token.Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteMembers(writer, index);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                for (var item = index + 1; item < token.Next; item = json.Tokens[item].Next)
                {
                    if (speaks[item - first])
                    {
                        Write(writer, item);
                    }
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when token.IsEscaped:
                writer.WriteStringValue(json.String(token));
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(json.Raw(token));
                break;
            default:
                writer.WriteRawValue(json.Raw(token), skipInputValidation: true);
                break;
        }
    }

    /// <summary>A name that is said again gets its position among the members behind it: <c>name#3</c>.</summary>
    private void WriteMembers(Utf8JsonWriter writer, int parent)
    {
        HashSet<string>? names = null;
        var (position, written) = (0, 0);
        for (var index = parent + 1; index < json.Tokens[parent].Next; index = json.Tokens[index].Next, position++)
        {
            if (!speaks[index - first])
            {
                continue;
            }

            ref readonly var token = ref json.Tokens[index];
            if (names is null && (written == Few || WasSaid(parent, index)))
            {
                names = NamesBefore(parent, index);
            }

            if (names is null && !token.HasEscapedName)
            {
                writer.WritePropertyName(json.RawName(token));
            }
            else
            {
                var name = json.Name(token);
                while (names?.Add(name) is false)
                {
                    name = string.Create(CultureInfo.InvariantCulture, $"{name}#{position}");
                }

                writer.WritePropertyName(name);
            }

            written++;
            Write(writer, index);
        }
    }

    private bool WasSaid(int parent, int index)
    {
        ref readonly var token = ref json.Tokens[index];
        for (var before = parent + 1; before < index; before = json.Tokens[before].Next)
        {
            ref readonly var other = ref json.Tokens[before];
            if (speaks[before - first] && (token.HasEscapedName || other.HasEscapedName
                ? json.Name(token) == json.Name(other)
                : json.RawName(token).SequenceEqual(json.RawName(other))))
            {
                return true;
            }
        }

        return false;
    }

    private HashSet<string> NamesBefore(int parent, int end)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = parent + 1; index < end; index = json.Tokens[index].Next)
        {
            if (speaks[index - first])
            {
                _ = names.Add(json.Name(json.Tokens[index]));
            }
        }

        return names;
    }

    /// <summary>What is written is read again at once, so that a thread needs one room for all that it reads.</summary>
    private sealed class Room
    {
        public Room() => Writer = new(Buffer, new JsonWriterOptions { SkipValidation = true, MaxDepth = EventBody.DeepestElement });

        public ArrayBufferWriter<byte> Buffer { get; } = new(4096);

        public Utf8JsonWriter Writer { get; }
    }
}
