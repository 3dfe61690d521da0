using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AlertFlow.Findings;

/// <summary>
/// JSON that has no schema, as its text: ASCII, without spaces. Sources and the schema leave open what it holds, and few ever
/// look into it, so that nothing is made of it but its text. In a finding it is an object.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class JsonText
{
    private readonly byte[] text;

    private JsonText(byte[] text) => this.text = text;

    public ReadOnlySpan<byte> Utf8 => text;

    /// <summary>An object of the members that have a value; null where none has.</summary>
    internal static JsonText? Object(params ReadOnlySpan<(string Name, JsonPart Value)> members)
    {
        var writing = Writing.Begin();
        writing.Writer.WriteStartObject();
        var written = writing.Members(members);
        writing.Writer.WriteEndObject();
        return writing.End(isWanted: written > 0);
    }

    public static JsonText Of(JsonObject json)
    {
        var writing = Writing.Begin();
        json.WriteTo(writing.Writer);
        return writing.End(isWanted: true)!; // It is wanted.
    }

    /// <summary>A member of the object, where it is text.</summary>
    public string? Member(string name)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = FindingJson.DeepestFinding });
        _ = reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isSought = reader.ValueTextEquals(name);
            _ = reader.Read();
            if (isSought)
            {
                return reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }

    public override string ToString() => Encoding.ASCII.GetString(text);

    /// <summary>Room to write in. What is written becomes text at once, so that a thread needs little more than one.</summary>
    internal sealed class Writing
    {
        private const int LargestSpare = 1 << 16;

        [ThreadStatic]
        private static Writing? spare;

        private readonly ArrayBufferWriter<byte> buffer = new(4096);

        private Writing() => Writer = new(buffer, new JsonWriterOptions { SkipValidation = true, MaxDepth = FindingJson.DeepestFinding });

        public Utf8JsonWriter Writer { get; }

        public static Writing Begin()
        {
            var writing = spare ?? new();
            spare = null;
            return writing;
        }

        /// <returns>How many of them have a value.</returns>
        public int Members(ReadOnlySpan<(string Name, JsonPart Value)> members)
        {
            var written = 0;
            foreach (var (name, value) in members)
            {
                written += value.WriteTo(Writer, name) ? 1 : 0;
            }

            return written;
        }

        public JsonText? End(bool isWanted)
        {
            Writer.Flush();
            var text = isWanted ? new JsonText(buffer.WrittenSpan.ToArray()) : null;
            if (buffer.Capacity <= LargestSpare)
            {
                buffer.ResetWrittenCount();
                Writer.Reset();
                spare = this;
            }

            return text;
        }
    }

    internal sealed class Converter : JsonConverter<JsonText>
    {
        public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = reader.TokenType is JsonTokenType.StartObject ? JsonDocument.ParseValue(ref reader) : throw new JsonException("An object was expected");
            var writing = Writing.Begin();
            json.RootElement.WriteTo(writing.Writer);
            return writing.End(isWanted: true)!; // It is wanted.
        }

        public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) => writer.WriteRawValue(value.text, skipInputValidation: true);
    }
}
