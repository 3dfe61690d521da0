using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlertFlow.Findings;

/// <summary>The JSON of findings: snake case, nulls left out, times in epoch milliseconds, ASCII only.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = DeepestFinding)]
[JsonSerializable(typeof(Finding))]
public sealed partial class FindingJson : JsonSerializerContext
{
    /// <summary>An event may be 64 levels deep, and in <c>unmapped</c> it lies a few levels deeper.</summary>
    internal const int DeepestFinding = 128;

    public static string Write(Finding finding) => JsonSerializer.Serialize(finding, Default.Finding);

    /// <summary>Writes UTF-8. A caller may reset its writer and use it again.</summary>
    public static void Write(Utf8JsonWriter writer, Finding finding) => JsonSerializer.Serialize(writer, finding, Default.Finding);
}
