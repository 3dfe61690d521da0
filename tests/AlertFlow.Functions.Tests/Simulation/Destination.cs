using System.Globalization;
using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>How a destination behaves at a time.</summary>
internal enum Mood
{
    Fine,
    RateLimited,
    Broken,

    /// <summary>It never answers, and has accepted nothing.</summary>
    Deaf,

    /// <summary>It accepts, and its answer is lost.</summary>
    Mute,
}

/// <summary>A message that a destination has, with what people or programs read.</summary>
internal sealed record Accepted(string Channel, string To, string Incident, int Sequence, bool IsEdit, DateTimeOffset At, bool Lost, string Text);

/// <summary>Where a channel's messages arrive: it answers as Slack, SES and SNS do in each mood, and keeps what it accepted.</summary>
internal sealed class Destination(string channel, TimeProvider clock, Func<string, DateTimeOffset, Mood> mood)
{
    private readonly Lock gate = new();
    private int posts;

    public List<Accepted> Accepted { get; } = [];

    /// <returns>The answer, and the message if it was accepted.</returns>
    public Task<(DeliveryResult Result, Accepted? Message)> TakeAsync(ChannelRequest request)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var state = mood(channel, now);
            var message = state is Mood.Fine or Mood.Mute ? Read(request, now, state is Mood.Mute) : null;
            if (message is not null)
            {
                Accepted.Add(message);
            }

            DeliveryResult result = state switch
            {
                Mood.RateLimited => HttpOutcome.Of(429, channel, TimeSpan.FromSeconds(30)),
                Mood.Broken => HttpOutcome.Of(503, channel, null),
                Mood.Deaf or Mood.Mute => HttpOutcome.TimedOut(channel),
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
            : new("C0123456789", body.RootElement.TryGetProperty("thread_ts", out var thread) ? thread.GetString()! : string.Create(CultureInfo.InvariantCulture, $"{posts}.0"));
    }

    private Accepted Read(ChannelRequest request, DateTimeOffset at, bool lost)
    {
        switch (request)
        {
            case SlackRequest slack:
                using (var body = JsonDocument.Parse(slack.Body))
                {
                    var payload = body.RootElement.GetProperty("metadata").GetProperty("event_payload");
                    return new(channel, slack.Destination, payload.GetProperty("incident").GetString()!, payload.GetProperty("sequence").GetInt32(), slack.Method is SlackRequest.Update, at, lost, slack.Body);
                }

            case EmailRequest email:
                var headers = email.Headers.ToDictionary(header => header.Key, header => header.Value);
                return new(channel, email.To[0], headers["X-AlertFlow-Incident"], int.Parse(headers["X-AlertFlow-Sequence"], CultureInfo.InvariantCulture), false, at, lost, email.Text);
            case SnsRequest sns:
                // Of a FIFO topic: the incident, and what tells its notifications apart.
                return new(channel, sns.TopicArn, sns.GroupId!, int.Parse(sns.DeduplicationId!.Split([':', '-', '/'])[^1], CultureInfo.InvariantCulture), false, at, lost, sns.Message);
            default:
                throw new ArgumentOutOfRangeException(nameof(request), request, "of no known channel");
        }
    }
}
