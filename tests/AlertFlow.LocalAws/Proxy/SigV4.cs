using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AlertFlow.LocalAws.Proxy;

/// <summary>Who signed a request, for what.</summary>
internal sealed record Signer(string AccessKey, string Region, string Service);

/// <summary>Checks a request's signature as AWS does: computed anew from what arrived.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"/>
internal static class SigV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Terminator = "aws4_request";

    /// <summary>The secret of any access key of the local cloud.</summary>
    public static string SecretOf(string accessKey) => $"secret-of-{accessKey}";

    /// <returns>The signer; or what is wrong.</returns>
    public static (Signer? Signer, string? Error) Verify(HttpRequest request, string rawPath, byte[] body)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith($"{Algorithm} ", StringComparison.Ordinal))
        {
            return (null, "no signature");
        }

        var parts = header[Algorithm.Length..].Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1]);
        if (parts.GetValueOrDefault("Credential")?.Split('/') is not [var key, var day, var region, var service, Terminator]
            || parts.GetValueOrDefault("SignedHeaders") is not { } names || parts.GetValueOrDefault("Signature") is not { } signature)
        {
            return (null, "the Authorization header is incomplete");
        }

        var payload = HexOf(SHA256.HashData(body));
        var said = request.Headers["X-Amz-Content-SHA256"].ToString();
        if (said.Length == payload.Length && said != payload)
        {
            return (null, "the payload is not the one that was hashed");
        }

        var time = request.Headers["X-Amz-Date"].ToString();
        var canonical = string.Join(
            '\n',
            [
                request.Method,
                service is "s3" ? rawPath : string.Join('/', rawPath.Split('/').Select(Uri.EscapeDataString)),
                QueryOf(request),
                .. names.Split(';').Select(name => $"{name}:{string.Join(',', request.Headers[name].Select(value => value?.Trim()))}"),
                "",
                names,
                said.Length > 0 ? said : payload,
            ]);
        var scope = $"{day}/{region}/{service}/{Terminator}";
        var toSign = string.Join('\n', Algorithm, time, scope, HexOf(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var signing = new[] { day, region, service, Terminator }.Aggregate(Encoding.UTF8.GetBytes($"AWS4{SecretOf(key)}"), Hmac);
        return HexOf(Hmac(signing, toSign)) == signature
            ? (new Signer(key, region, service), null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"the signature does not match; expected it over:\n{canonical}"));
    }

    private static string QueryOf(HttpRequest request) => string.Join(
        '&',
        request.Query.SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}")).Order(StringComparer.Ordinal));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string HexOf(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
