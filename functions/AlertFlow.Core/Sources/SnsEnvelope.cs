using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources;

/// <summary>The envelope that SNS puts around a message for a queue, unless raw delivery is on.</summary>
/// <param name="Root">The whole envelope.</param>
/// <param name="Kind"><c>Notification</c>, or a message about the subscription.</param>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html"/>
internal sealed record SnsEnvelope(SourceNode Root, string Kind)
{
    public const string Notification = "Notification";

    private static readonly string[] OfSubscriptions = ["SubscriptionConfirmation", "UnsubscribeConfirmation"];

    /// <summary>The message, where it is a JSON object.</summary>
    public EventJson? Event { get; } = Kind is Notification && Root["Message"].PeekText() is { } message ? EventJson.Of(message) : null;

    public SourceNode Attributes => Root["MessageAttributes"];

    /// <summary>Returns null where the element is not an envelope.</summary>
    public static SnsEnvelope? Of(SourceNode root) =>
        root["Type"].PeekText() is { } kind && root["TopicArn"].Exists && root["Message"].Exists
        && (kind is Notification || OfSubscriptions.Contains(kind))
            ? new(root, kind)
            : null;

    public string? Attribute(string name) => Attributes[name]["Value"].Text();

    /// <summary>Returns what was not read of the event and its envelope.</summary>
    public Func<JsonText?> RemainderAround(SourceNode inner) => () =>
    {
        _ = Root["Message"].Text();
        return JsonText.Object(("event", inner.Remainder()), ("sns", Root.Remainder()));
    };
}
