using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AlertFlow.Aws.Senders;

/// <summary>A secret, and how old it may be.</summary>
/// <param name="Value">Never logged.</param>
/// <param name="AsOf">It was the current one at this time or later.</param>
public sealed record Secret(string Value, DateTimeOffset AsOf);

/// <summary>Reads secrets through the Parameters and Secrets extension, which runs beside the function and keeps them for a while.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html"/>
/// <param name="http">Without a base address.</param>
/// <param name="port">Where the extension listens on the loopback interface.</param>
/// <param name="token">The function's session token, by which the extension knows its own.</param>
/// <param name="cached">How long the extension keeps a secret.</param>
/// <param name="clock">The clock.</param>
public sealed class SecretsExtension(HttpClient http, int port, string token, TimeSpan cached, TimeProvider clock)
{
    private Secret? current;

    /// <summary>The secret that was read last, or the one that the extension has.</summary>
    /// <exception cref="HttpRequestException">The extension did not answer with it; the status says why.</exception>
    public async Task<Secret> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (current is { } known && now - known.AsOf < 2 * cached)
        {
            return known;
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/secretsmanager/get?secretId={Uri.EscapeDataString(name)}"));
        request.Headers.Add("X-Aws-Parameters-Secrets-Token", token);
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        var value = json.RootElement.TryGetProperty("SecretString", out var text) ? text.GetString()?.Trim() : null; // Who writes it with echo leaves a line break.
        return current = new Secret(value ?? throw new HttpRequestException("The secret has no SecretString", null, HttpStatusCode.NotFound), now - cached);
    }

    /// <summary>It was refused: the next read asks the extension.</summary>
    public void Forget() => current = null;
}
