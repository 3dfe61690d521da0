using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlertFlow.Findings;

/// <summary>
/// OCSF <c>timestamp_t</c>, in JSON an integer: milliseconds since 1970. It is a type so that it can carry its own converter: a
/// converter in the serializer's options would switch off the generated writing code.
/// </summary>
/// <seealso href="https://learn.microsoft.com/dotnet/standard/serialization/system-text-json/source-generation-modes"/>
[JsonConverter(typeof(Converter))]
public readonly record struct Timestamp(DateTimeOffset Value)
{
    public static implicit operator Timestamp(DateTimeOffset value) => new(value);

    public static implicit operator DateTimeOffset(Timestamp timestamp) => timestamp.Value;

    public long ToUnixTimeMilliseconds() => Value.ToUnixTimeMilliseconds();

    internal sealed class Converter : JsonConverter<Timestamp>
    {
        public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
    }
}
