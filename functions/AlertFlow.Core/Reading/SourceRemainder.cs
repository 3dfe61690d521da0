using System.Buffers;
using System.Text.Json;
using AlertFlow.Findings;

namespace AlertFlow.Reading;

/// <summary>Writes the values of an event that were not read.</summary>
internal sealed class SourceRemainder
{
    private readonly SourceTree tree;
    private readonly EventJson json;
    private readonly int first;

    /// <summary>For each token from the first: does its subtree contain anything unread?</summary>
    private readonly bool[] speaks;

    private SourceRemainder(SourceTree tree, int first, bool[] speaks)
    {
        (this.tree, this.first, this.speaks) = (tree, first, speaks);
        json = tree.Json;
    }

    /// <param name="tree">The reading.</param>
    /// <param name="index">The value.</param>
    /// <param name="members">Members that are written before the unread ones.</param>
    /// <returns>Null where everything was read.</returns>
    public static JsonText? Of(SourceTree tree, int index, ReadOnlySpan<(string Name, JsonPart Value)> members)
    {
        var length = tree.Json.Tokens[index].Next - index;
        var rented = ArrayPool<bool>.Shared.Rent(length);
        try
        {
            var remainder = new SourceRemainder(tree, index, rented);
            remainder.Listen(length);
            return rented[0] || !members.IsEmpty ? remainder.Text(members) : null;
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(rented);
        }
    }

    /// <summary>Walks backwards so that children are decided before their parent.</summary>
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

    private JsonText? Text(ReadOnlySpan<(string Name, JsonPart Value)> members)
    {
        var writing = JsonText.Writing.Begin();
        var isWanted = speaks[0];
        if (members.IsEmpty)
        {
            Write(writing.Writer, first);
        }
        else
        {
            writing.Writer.WriteStartObject();
            isWanted |= writing.Members(members) > 0;
            WriteMembers(writing.Writer, first, members);
            writing.Writer.WriteEndObject();
        }

        return writing.End(isWanted);
    }

    private void Write(Utf8JsonWriter writer, int index)
    {
        ref readonly var token = ref json.Tokens[index];
        switch (token.Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteMembers(writer, index, []);
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

    private void WriteMembers(Utf8JsonWriter writer, int parent, ReadOnlySpan<(string Name, JsonPart Value)> before)
    {
        var names = new RemainderNames(json, parent, speaks.AsSpan(parent - first), before);
        var position = 0;
        for (var index = parent + 1; index < json.Tokens[parent].Next; index = json.Tokens[index].Next, position++)
        {
            if (speaks[index - first])
            {
                names.Write(writer, index, position);
                Write(writer, index);
            }
        }
    }
}
