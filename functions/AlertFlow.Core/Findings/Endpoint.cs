using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlertFlow.Findings;

/// <summary>One end of a connection: an address or a host name, with or without a port. It is stored as its text.</summary>
[JsonConverter(typeof(EndpointText))]
public sealed record Endpoint(string? Ip, string? Host, int? Port)
{
    /// <summary>Returns null for null, and a host of that name for a text that is neither an address nor has a port.</summary>
    public static Endpoint? Parse(string? text)
    {
        if (text is null || IpAddress.IsOne(text))
        {
            return text is null ? null : new(text, null, null);
        }

        var colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return new(null, text, null);
        }

        var host = text[..colon];
        return host.Trim('[', ']') is var address && IpAddress.IsOne(address) ? new(address, null, port) : new(null, host, port);
    }

    /// <summary><c>203.0.113.9:4444</c>, <c>[2001:db8::9]:443</c>, <c>pool.example:3333</c></summary>
    public override string ToString()
    {
        var name = Ip ?? Host;
        return Port is not { } port ? name ?? "" : string.Create(
            CultureInfo.InvariantCulture, $"{(Ip?.Contains(':', StringComparison.Ordinal) is true ? $"[{Ip}]" : name)}:{port}");
    }
}

/// <summary>Reads and writes an endpoint as its text.</summary>
public sealed class EndpointText : JsonConverter<Endpoint>
{
    public override Endpoint? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Endpoint.Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Endpoint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
