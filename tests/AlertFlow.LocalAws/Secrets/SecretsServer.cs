using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AlertFlow.LocalAws.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AlertFlow.LocalAws.Secrets;

/// <summary>
/// The Parameters and Secrets extension as a function sees it: it answers who shows a session token that it knows, and goes on
/// with what it has read for as long as its TTL. How it words its errors is not documented.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html"/>
public sealed class SecretsServer : IAsyncDisposable
{
    private readonly WebApplication application = Loopback.Build();
    private readonly ConcurrentDictionary<string, (string Value, DateTimeOffset ReadAt)> cache = new();
    private readonly TimeProvider clock;

    private SecretsServer(TimeProvider clock)
    {
        this.clock = clock;
        application.MapGet("/secretsmanager/get", (HttpContext context, string secretId) => Answer(context, secretId));
    }

    public int Port => new Uri(application.Urls.Single()).Port;

    /// <summary>What Secrets Manager has.</summary>
    public ConcurrentDictionary<string, string> Secrets { get; } = new();

    /// <summary>How long the extension goes on with what it has read.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>How often it was asked.</summary>
    public int Reads { get; private set; }

    /// <summary>The access keys of those that it has answered.</summary>
    public ConcurrentDictionary<string, bool> Readers { get; } = new();

    public static async Task<SecretsServer> StartAsync(TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var server = new SecretsServer(clock);
        await server.application.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>The session token of an access key of the local cloud.</summary>
    public static string TokenOf(string accessKey) => $"session-of-{accessKey}";

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private IResult Answer(HttpContext context, string secretId)
    {
        Reads++;
        var token = context.Request.Headers["X-Aws-Parameters-Secrets-Token"].ToString();
        if (!token.StartsWith(TokenOf(""), StringComparison.Ordinal))
        {
            return Results.Text("not authorized", statusCode: StatusCodes.Status401Unauthorized);
        }

        Readers[token[TokenOf("").Length..]] = true;

        var now = clock.GetUtcNow();
        if (!cache.TryGetValue(secretId, out var known) || now - known.ReadAt >= TimeToLive)
        {
            if (!Secrets.TryGetValue(secretId, out var value))
            {
                return Results.Text("ResourceNotFoundException: Secrets Manager can't find the specified secret.", statusCode: StatusCodes.Status400BadRequest);
            }

            known = (value, now);
            cache[secretId] = known;
        }

        return Results.Text(
            new JsonObject { ["Name"] = secretId, ["SecretString"] = known.Value, ["VersionStages"] = new JsonArray("AWSCURRENT") }.ToJsonString(), "application/json");
    }
}
