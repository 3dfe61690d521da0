using System.Globalization;
using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Incidents;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>The state of a destination at a time.</summary>
internal enum DestinationState
{
    Healthy,
    RateLimited,
    ServerError,

    /// <summary>Accepts nothing and never answers.</summary>
    LosesRequests,

    /// <summary>Accepts, but the answer is lost.</summary>
    LosesAnswers,
}

/// <summary>A message that a destination has accepted.</summary>
internal sealed record Accepted(
    string Channel, string To, string Incident, int Sequence, bool IsEdit, DateTimeOffset At, bool AnswerLost, string Text);

/// <summary>Takes the messages of a channel: answers as Slack, SES and SNS do in each state, and keeps what it accepted.</summary>
internal sealed class Destination(string channel, TimeProvider clock, Func<string, DateTimeOffset, DestinationState> stateAt)
{
    private readonly Lock gate = new();
    private int posts;

    public List<Accepted> Accepted { get; } = [];

    /// <returns>The answer, and the message where it was accepted.</returns>
    public Task<(DeliveryResult Result, Accepted? Message)> TakeAsync(ChannelRequest request)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var state = stateAt(channel, now);
            var isAccepted = state is DestinationState.Healthy or DestinationState.LosesAnswers;
            var message = isAccepted ? Read(request, now, state is DestinationState.LosesAnswers) : null;
            if (message is not null)
            {
                Accepted.Add(message);
            }

            DeliveryResult result = state switch
            {
                DestinationState.RateLimited => HttpOutcome.Of(429, channel, TimeSpan.FromSeconds(30)),
                DestinationState.ServerError => HttpOutcome.Of(503, channel, null),
                DestinationState.LosesRequests or DestinationState.LosesAnswers => HttpOutcome.TimedOut(channel),
                _ => new DeliveryResult.Delivered($"id-{++posts}", request is SlackRequest slack ? ConversationOf(slack) : null),
            };
            return Task.FromResult((result, message));
        }
    }

    private Conversation? ConversationOf(SlackRequest slack)
    {
        using var body = JsonDocument.Parse(slack.Body);
        return slack.Method is SlackRequest.Update
            ? null
            : new(
                "C0123456789",
                body.RootElement.TryGetProperty("thread_ts", out var thread) ? thread.GetString()! : string.Create(
                    CultureInfo.InvariantCulture, $"{posts}.0"));
    }

    private Accepted Read(ChannelRequest request, DateTimeOffset at, bool answerLost)
    {
        switch (request)
        {
            case SlackRequest slack:
                using (var body = JsonDocument.Parse(slack.Body))
                {
                    var payload = body.RootElement.GetProperty("metadata").GetProperty("event_payload");
                    return new(
                        channel,
                        slack.Destination,
                        payload.GetProperty("incident").GetString()!,
                        payload.GetProperty("sequence").GetInt32(),
                        slack.Method is SlackRequest.Update,
                        at,
                        answerLost,
                        slack.Body);
                }

            case EmailRequest email:
                var headers = email.Headers.ToDictionary(header => header.Key, header => header.Value);
                return new(
                    channel,
                    email.To[0],
                    headers["X-AlertFlow-Incident"],
                    int.Parse(headers["X-AlertFlow-Sequence"], CultureInfo.InvariantCulture),
                    false,
                    at,
                    answerLost,
                    email.Text);
            case SnsRequest sns:
                // A FIFO topic: the group is the incident, and the deduplication id ends in the sequence number.
                return new(
                    channel,
                    sns.TopicArn,
                    sns.GroupId!,
                    int.Parse(sns.DeduplicationId!.Split([':', '-', '/'])[^1], CultureInfo.InvariantCulture),
                    false,
                    at,
                    answerLost,
                    sns.Message);
            default:
                throw new ArgumentOutOfRangeException(nameof(request), request, "of no known channel");
        }
    }
}
