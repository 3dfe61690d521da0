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
/// Calls Slack's Web API with a bot token, or posts to an incoming webhook where the secret is one: a webhook posts, and
/// neither threads nor edits.
/// </summary>
/// <seealso href="https://docs.slack.dev/apis/web-api/"/>
/// <param name="http">With its time-out set.</param>
/// <param name="api">Slack's base address, <c>https://slack.com/api/</c>.</param>
/// <param name="secrets">Where the token is.</param>
/// <param name="secretName">The secret's name or ARN.</param>
public sealed class SlackSender(HttpClient http, Uri api, SecretsExtension secrets, string secretName) : IChannelSender
{
    private const string Who = "Slack";

    public async Task<DeliveryResult> SendAsync(ChannelRequest request, CancellationToken cancellationToken)
    {
        var slack = (SlackRequest)request;
        Secret secret;
        try
        {
            secret = await secrets.ReadAsync(secretName, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException || IsTimeOut(exception, cancellationToken))
        {
            return new DeliveryResult.Retry(FailureReason.Other, $"the secret of Slack could not be read{(exception is HttpRequestException { StatusCode: { } status } ? $" ({(int)status})" : "")}");
        }

        // A token is no address; an address without TLS is one of a test on this machine.
        var isWebhook = Uri.TryCreate(secret.Value, UriKind.Absolute, out var webhook) && (webhook.Scheme is "https" || webhook is { Scheme: "http", IsLoopback: true });
        using var message = new HttpRequestMessage(HttpMethod.Post, isWebhook ? webhook : new Uri(api, slack.Method));
        message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(slack.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
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

    private async Task<DeliveryResult> PostAsync(HttpRequestMessage message, Secret secret, bool isWebhook, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.SendAsync(message, cancellationToken);
            var after = answer.Headers.RetryAfter?.Delta;
            if (!answer.IsSuccessStatusCode)
            {
                return HttpOutcome.Of((int)answer.StatusCode, Who, after) is DeliveryResult.Retry { Reason: FailureReason.AuthError } refused
                    ? refused with { SecretAsOf = secret.AsOf }
                    : HttpOutcome.Of((int)answer.StatusCode, Who, after);
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
            return HttpOutcome.Unreachable(Who, sent: exception.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError));
        }
        catch (IOException)
        {
            return HttpOutcome.Unreachable(Who, sent: true);
        }
    }

    /// <summary>A failure of Slack is a 200 too: <c>ok</c> tells.</summary>
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

    /// <summary>Of a reply: the message that it hangs under stays the one to reply to.</summary>
    private static string? ThreadOf(JsonElement answer) => answer.TryGetProperty("message", out var message) ? Text(message, "thread_ts") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static bool IsTimeOut(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && !cancellationToken.IsCancellationRequested;
}
