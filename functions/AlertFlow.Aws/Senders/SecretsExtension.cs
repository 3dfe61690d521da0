using System.Net;
using System.Text.Json;

namespace AlertFlow.Aws.Senders;

/// <summary>A secret, and its age at most.</summary>
/// <param name="Value">Never logged.</param>
/// <param name="AsOf">At this time or later it was the current one.</param>
public sealed record Secret(string Value, DateTimeOffset AsOf);

/// <summary>Reads secrets through the Parameters and Secrets extension, which runs beside the function and caches them.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html"/>
/// <param name="http">A client without a base address.</param>
/// <param name="port">The port of the extension on the loopback interface.</param>
/// <param name="token">The session token of the function, which the extension checks.</param>
/// <param name="cached">The time for which the extension caches a secret.</param>
/// <param name="clock">The clock.</param>
public sealed class SecretsExtension(HttpClient http, int port, string token, TimeSpan cached, TimeProvider clock)
{
    private Secret? current;

    /// <summary>Returns the secret that was read last while it is young, else the one that the extension has.</summary>
    /// <exception cref="HttpRequestException">The extension did not answer with it; the status says why.</exception>
    public async Task<Secret> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (current is { } known && now - known.AsOf < 2 * cached)
        {
            return known;
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"http://localhost:{port}/secretsmanager/get?secretId={Uri.EscapeDataString(name)}");
        request.Headers.Add("X-Aws-Parameters-Secrets-Token", token);
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        // A secret that was written with echo ends in a line break.
        var value = json.RootElement.TryGetProperty("SecretString", out var text) ? text.GetString()?.Trim() : null;
        return value is null
            ? throw new HttpRequestException("The secret has no SecretString", null, HttpStatusCode.NotFound)
            : current = new Secret(value, now - cached);
    }

    /// <summary>Forgets a secret that was refused: the next read asks the extension.</summary>
    public void Forget() => current = null;
}
