using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Notifications;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Tests.Deliveries;

/// <summary>Streams to deliver of, and what became of one attempt.</summary>
internal static class Attempts
{
    public static readonly DateTimeOffset Noon = Some.Noon;
    public static readonly Conversation Earlier = new("C0123456789", "1.000001");
    public static readonly DeliveryResult.Retry Busy = new(FailureReason.ServerError, "Slack 503");

    public static readonly RoutingConfig Config = Some.Config with
    {
        Receivers =
        [
            Receiver("slack", "slack", "channel", "#alerts") with { Fallback = "topic" },
            Receiver("alone", "slack", "channel", "#alerts"),
            Receiver("topic", "sns", "topic_arn", "arn:aws:sns:eu-west-1:111122223333:a"),
        ],
    };

    public static readonly IncidentItem Decided = Decide.OnFindings(
        "key", null, [RoutingDecision.Resolve(Some.Config, Some.Event("1", "Netcat", Severity.High), Noon)], Noon, Some.Config).Item;

    public static readonly Notification Template = Decided.Outbox[0];

    public static Notification Told(int sequence) => Template with { Sequence = sequence, Receivers = ["slack", "alone"], Urgent = false };

    public static DeliveryItem Item(string receiver) => new() { Stream = new("key", Template.Incident, receiver) };

    public static NextStep Next(DeliveryItem item, IReadOnlyList<Notification> pending, DateTimeOffset now) =>
        Delivering.Next(item, pending, Config, now, _ => null);

    public static NextStep.Attempt Attempt(DeliveryItem item, IReadOnlyList<Notification> pending, DateTimeOffset now) =>
        Assert.IsType<NextStep.Attempt>(Next(item, pending, now));

    public static DeliveryItem Fail(DeliveryItem item, IReadOnlyList<Notification> pending, DeliveryResult.Retry retry, DateTimeOffset now)
    {
        var (after, settlement, _) = Delivering.After(item, Attempt(item, pending, now), retry, now, jitter: 1);
        Assert.Null(settlement);
        return after;
    }

    private static Receiver Receiver(string name, string channel, string setting, string value) =>
        new() { Name = name, Channel = channel, Settings = new Dictionary<string, string> { [setting] = value } };
}
