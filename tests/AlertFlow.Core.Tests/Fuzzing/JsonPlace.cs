using System.Text.Json;

namespace AlertFlow.Tests.Fuzzing;

/// <summary>A value in a JSON text; its name, with the quotation marks, where it is a member.</summary>
internal sealed record JsonPlace(Range Name, Range Value, JsonTokenType Kind)
{
    public bool IsMember => !Name.Equals(default);

    /// <summary>A member with its name, or an item.</summary>
    public Range Whole => IsMember ? Name.Start..Value.End : Value;

    /// <summary>Every value of a text, in its order, as far as it is JSON.</summary>
    public static IReadOnlyList<JsonPlace> AllOf(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: true, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1000, AllowMultipleValues = true }));
        var (places, open, name) = (new List<JsonPlace>(), new Stack<int>(), default(Range));
        try
        {
            while (reader.Read())
            {
                var token = (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = token.Start..(token.Start.Value + reader.ValueSpan.Length + 2);
                        continue;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        var opened = open.Pop();
                        places[opened] = places[opened] with { Value = places[opened].Value.Start..token.End };
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(places.Count);
                        places.Add(new(name, token, reader.TokenType));
                        break;
                    default:
                        places.Add(new(name, token, reader.TokenType));
                        break;
                }

                name = default;
            }
        }
        catch (JsonException)
        {
            // What came before is enough to go on with; what is not closed reaches to the end.
            foreach (var opened in open)
            {
                places[opened] = places[opened] with { Value = places[opened].Value.Start..text.Length };
            }
        }

        return places;
    }
}
