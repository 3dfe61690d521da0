using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlertFlow.Routing;

/// <summary>Reads and writes the compiled configuration. It is read strictly: a missing, unknown or edited member is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RoutingConfig))]
[JsonSerializable(typeof(Explanation))]
public sealed partial class RoutingConfigJson : JsonSerializerContext
{
    public static string Write(RoutingConfig config) => JsonSerializer.Serialize(config, Default.RoutingConfig);

    public static string Write(Explanation explanation) => JsonSerializer.Serialize(explanation, Default.Explanation);

    public static RoutingConfig Read(string json)
    {
        var config = JsonSerializer.Deserialize(json, Default.RoutingConfig) ?? throw new JsonException("The configuration is null.");
        return Versioned(config).Version == config.Version
            ? config
            : throw new JsonException($"The configuration is not the one that was compiled as {config.Version}.");
    }

    /// <summary>Returns the configuration with the version that its content gives it.</summary>
    public static RoutingConfig Versioned(RoutingConfig config)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(config with { Version = "" }, Default.RoutingConfig);
        return config with { Version = Convert.ToHexStringLower(SHA256.HashData(content))[..12] };
    }
}
