using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Channels.Slack;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;

namespace AlertFlow.Aws.Senders;

/// <summary>
/// Calls Slack's Web API with a bot token, or posts to an incoming webhook where the secret is one. A webhook posts, but neither
/// threads nor edits.
/// </summary>
/// <seealso href="https://docs.slack.dev/apis/web-api/"/>
/// <param name="http">A client whose time-out is set.</param>
/// <param name="api">Slack's base address, <c>https://slack.com/api/</c>.</param>
/// <param name="secrets">Reads the token or the webhook.</param>
/// <param name="secretName">The secret's name or ARN.</param>
public sealed class SlackSender(HttpClient http, Uri api, SecretsExtension secrets, string secretName)
{
    private const string Who = "Slack";

    public async Task<DeliveryResult> SendAsync(SlackRequest request, CancellationToken cancellationToken)
    {
        Secret secret;
        try
        {
            secret = await secrets.ReadAsync(secretName, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || IsTimeOut(exception, cancellationToken))
        {
            var status = exception is HttpRequestException { StatusCode: { } code } ? $" ({(int)code})" : "";
            return new DeliveryResult.Retry(FailureReason.Other, $"the secret of Slack could not be read{status}");
        }

        // A token is not an address. Only a test on this machine has an address without TLS.
        var isWebhook = Uri.TryCreate(secret.Value, UriKind.Absolute, out var webhook)
            && (webhook.Scheme is "https" || webhook is { Scheme: "http", IsLoopback: true });
        using var message = new HttpRequestMessage(HttpMethod.Post, isWebhook ? webhook : new Uri(api, request.Method));
        message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
        };
        if (!isWebhook)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret.Value);
        }

        var result = await PostAsync(message, secret, isWebhook, cancellationToken);
        if (result is DeliveryResult.Retry { Reason: FailureReason.AuthError })
        {
            secrets.Forget();
        }

        return result;
    }

    private async Task<DeliveryResult> PostAsync(
        HttpRequestMessage message, Secret secret, bool isWebhook, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.SendAsync(message, cancellationToken);
            var after = answer.Headers.RetryAfter?.Delta;
            if (!answer.IsSuccessStatusCode)
            {
                var outcome = HttpOutcome.Of((int)answer.StatusCode, Who, after);
                return outcome is DeliveryResult.Retry { Reason: FailureReason.AuthError } refused
                    ? refused with { SecretAsOf = secret.AsOf }
                    : outcome;
            }

            return isWebhook
                ? new DeliveryResult.Delivered(Receipt: null, Conversation: null)
                : Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken), after, secret);
        }
        catch (Exception exception) when (IsTimeOut(exception, cancellationToken))
        {
            return HttpOutcome.TimedOut(Who);
        }
        catch (HttpRequestException exception)
        {
            var isSent = exception.HttpRequestError
                is not (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError);
            return HttpOutcome.Unreachable(Who, isSent);
        }
        catch (IOException)
        {
            return HttpOutcome.Unreachable(Who, sent: true);
        }
    }

    /// <summary>Slack answers a failure with 200 too; <c>ok</c> makes the difference.</summary>
    private static DeliveryResult Read(byte[] body, TimeSpan? after, Secret secret)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var answer = json.RootElement;
            if (answer.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True)
            {
                return Text(answer, "channel") is { } channel && Text(answer, "ts") is { } timestamp
                    ? new DeliveryResult.Delivered(timestamp, new Conversation(channel, ThreadOf(answer) ?? timestamp))
                    : new DeliveryResult.Delivered(Receipt: null, Conversation: null);
            }

            return SlackOutcome.Of(Text(answer, "error") ?? "unknown_error", after, secret.AsOf);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new DeliveryResult.Retry(FailureReason.ServerError, "Slack answered something else than JSON") { Ambiguous = true };
        }
    }

    /// <summary>Returns the message that a reply belongs to: the next reply goes there as well.</summary>
    private static string? ThreadOf(JsonElement answer) =>
        answer.TryGetProperty("message", out var message) ? Text(message, "thread_ts") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool IsTimeOut(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && !cancellationToken.IsCancellationRequested;
}
