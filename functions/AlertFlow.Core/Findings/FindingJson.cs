using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlertFlow.Findings;

/// <summary>The findings' JSON: snake case, nulls left out, times in epoch milliseconds, ASCII only.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = DeepestFinding,
    Converters = [typeof(EpochMilliseconds)])]
[JsonSerializable(typeof(Finding))]
public sealed partial class FindingJson : JsonSerializerContext
{
    /// <summary>An event may be 64 levels deep, and what is unmapped of it lies a few levels deeper.</summary>
    private const int DeepestFinding = 128;

    public static string Write(Finding finding) => JsonSerializer.Serialize(finding, Default.Finding);

    /// <summary>The same in UTF-8; a writer that is reset and used again costs nothing anew.</summary>
    public static void Write(Utf8JsonWriter writer, Finding finding) => JsonSerializer.Serialize(writer, finding, Default.Finding);
}

/// <summary>OCSF <c>timestamp_t</c>: an integer, milliseconds since 1970.</summary>
public sealed class EpochMilliseconds : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
}
