using System.Buffers;
using System.Text.Json;

namespace AlertFlow.Sources;

/// <summary>Makes the tokens of one object after the other; its room is used again.</summary>
internal sealed class EventTokens : IDisposable
{
    private readonly int[] open = new int[EventBody.DeepestElement];
    private EventToken[] tokens = ArrayPool<EventToken>.Shared.Rent(256);
    private int count;

    /// <summary>The object at whose beginning the reader stands, to its end.</summary>
    /// <param name="reader">Of one segment.</param>
    /// <param name="origin">Where in the reader's text the object begins.</param>
    /// <returns>Null where the text ends before the object does.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public EventToken[]? Read(ref Utf8JsonReader reader, int origin)
    {
        var depth = count = 0;
        var name = default(EventToken);
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name.NameStart = (int)reader.TokenStartIndex + 1 - origin;
                    name.NameLength = reader.ValueSpan.Length;
                    name.HasEscapedName = reader.ValueIsEscaped;
                    name.NameKey = name.HasEscapedName ? EventName.Any : EventName.KeyOf(reader.ValueSpan);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Add(ref reader, name, origin, depth);
                    open[depth++] = count - 1;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    ref var opened = ref tokens[open[--depth]];
                    opened.Length = (int)reader.BytesConsumed - origin - opened.Start;
                    opened.Next = count;
                    if (depth is 0)
                    {
                        return tokens[..count];
                    }

                    break;
                default:
                    Add(ref reader, name, origin, depth);
                    break;
            }
        }
        while (reader.Read());
        return null;
    }

    public void Dispose() => ArrayPool<EventToken>.Shared.Return(tokens);

    private void Add(ref Utf8JsonReader reader, EventToken token, int origin, int depth)
    {
        if (count == tokens.Length)
        {
            var larger = ArrayPool<EventToken>.Shared.Rent(2 * count);
            tokens.CopyTo(larger, 0);
            Dispose();
            tokens = larger;
        }

        token.Start = (int)reader.TokenStartIndex - origin;
        token.Length = reader.ValueSpan.Length;
        token.Kind = KindOf(reader.TokenType);
        if (token.Kind is JsonValueKind.String)
        {
            token.Start++;
            token.IsEscaped = reader.ValueIsEscaped;
        }

        if (depth > 0)
        {
            ref var holder = ref tokens[open[depth - 1]];
            holder.Names |= EventName.BitOf(token.NameKey);
            holder.Values = (byte)Math.Min(holder.Values + 1, byte.MaxValue);
        }

        token.Next = count + 1;
        tokens[count++] = token;
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
