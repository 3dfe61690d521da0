using System.Buffers;
using System.Text.Json;

namespace AlertFlow.Reading;

/// <summary>Makes the tokens of one object after another, in a buffer that is used again.</summary>
internal sealed class EventTokens : IDisposable
{
    private readonly int[] open = new int[EventBody.DeepestElement];
    private EventToken[] tokens = ArrayPool<EventToken>.Shared.Rent(256);
    private int count;

    /// <summary>Reads the object at whose start the reader is.</summary>
    /// <param name="reader">Of one segment.</param>
    /// <param name="origin">Where in the reader's text the object begins.</param>
    /// <returns>Null where the text ends before the object does.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public EventToken[]? Read(ref Utf8JsonReader reader, int origin)
    {
        var depth = count = 0;
        do
        {
            var type = reader.TokenType;
            if (type is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                ref var opened = ref tokens[open[--depth]];
                opened.Length = (int)reader.BytesConsumed - origin - opened.Start;
                opened.Next = count;
                if (depth is 0)
                {
                    return tokens[..count];
                }

                continue;
            }

            if (count == tokens.Length)
            {
                Grow();
            }

            // A name and its value are two of the reader's tokens, and fill one here.
            ref var token = ref tokens[count];
            if (type is JsonTokenType.PropertyName)
            {
                SetName(ref token, ref reader, origin);
                continue;
            }

            SetValue(ref token, ref reader, origin, type);
            if (depth > 0)
            {
                ref var holder = ref tokens[open[depth - 1]];
                holder.Values += (byte)(holder.Values < byte.MaxValue ? 1 : 0);
                if (holder.Kind is JsonValueKind.Object)
                {
                    holder.Names |= EventName.BitOf(token.NameKey);
                }
            }

            if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open[depth++] = count;
            }

            count++;
        }
        while (reader.Read());
        return null;
    }

    public void Dispose() => ArrayPool<EventToken>.Shared.Return(tokens);

    private void Grow()
    {
        var larger = ArrayPool<EventToken>.Shared.Rent(2 * count);
        tokens.CopyTo(larger, 0);
        Dispose();
        tokens = larger;
    }

    private static void SetName(ref EventToken token, ref Utf8JsonReader reader, int origin)
    {
        token.NameStart = (int)reader.TokenStartIndex + 1 - origin;
        token.NameLength = reader.ValueSpan.Length;
        token.HasEscapedName = reader.ValueIsEscaped;
        token.NameKey = token.HasEscapedName ? EventName.Any : EventName.KeyOf(reader.ValueSpan);
    }

    private void SetValue(ref EventToken token, ref Utf8JsonReader reader, int origin, JsonTokenType type)
    {
        var quote = type is JsonTokenType.String ? 1 : 0;
        token.Start = (int)reader.TokenStartIndex + quote - origin;
        token.Length = reader.ValueSpan.Length;
        token.Next = count + 1;
        token.Names = 0;
        token.Kind = KindOf(type);
        token.Values = 0;
        token.IsEscaped = reader.ValueIsEscaped;
    }

    private static JsonValueKind KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}
