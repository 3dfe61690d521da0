using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AlertFlow.Findings;

/// <summary>
/// JSON without a schema, kept as text: ASCII, without spaces. Hardly any code looks into it, so it is not parsed. In a finding
/// it is always an object.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class JsonText
{
    private readonly byte[] text;

    private JsonText(byte[] text) => this.text = text;

    public ReadOnlySpan<byte> Utf8 => text;

    /// <summary>Returns an object of the members that have a value, or null where none has.</summary>
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
        return writing.End(isWanted: true)!; // it is wanted
    }

    /// <summary>Returns a member of the object where it is text, otherwise null.</summary>
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

    /// <summary>A writer with its buffer. Each thread keeps one and uses it again.</summary>
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

        /// <returns>The number of members that have a value.</returns>
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
            using var json = reader.TokenType is JsonTokenType.StartObject
                ? JsonDocument.ParseValue(ref reader)
                : throw new JsonException("An object was expected");
            var writing = Writing.Begin();
            json.RootElement.WriteTo(writing.Writer);
            return writing.End(isWanted: true)!; // it is wanted
        }

        public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.text, skipInputValidation: true);
    }
}
