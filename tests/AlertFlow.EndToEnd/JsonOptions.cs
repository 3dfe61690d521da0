using System.Text.Encodings.Web;
using System.Text.Json;

namespace AlertFlow.EndToEnd;

internal static class JsonOptions
{
    /// <summary>Signs such as × as they are.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine() };
}
