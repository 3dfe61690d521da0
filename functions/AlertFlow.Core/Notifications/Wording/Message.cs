using AlertFlow.Notifications.Text;

namespace AlertFlow.Notifications.Wording;

/// <summary>
/// The content of a message, in the order of every channel: how bad and what, where, since when and how often, what ran,
/// who agrees, how fast, what to do, why you get it. It is plain text without live addresses, not yet escaped.
/// </summary>
public sealed record Message
{
    private const int FactLength = 600;

    /// <summary>The notification, disarmed: a channel only needs to escape its texts for the format.</summary>
    public required Notification Notification { get; init; }

    /// <summary>The first line.</summary>
    public required string Headline { get; init; }

    /// <summary>The command line; channels show it as code.</summary>
    public string? CommandLine { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public required IReadOnlyList<ContextLink> Links { get; init; }

    /// <summary>The reason why you get it: route, key, incident, configuration.</summary>
    public required string Why { get; init; }

    public static Message Of(Notification hostile)
    {
        var notification = hostile.Disarmed(Redaction.Default);
        return new()
        {
            Notification = notification,
            Headline = SafeText.Cut(Defanged.Of(Wording.Headline.Of(notification)), Wording.Headline.Longest),
            CommandLine = Wording.Headline.IsClosed(notification) ? null : notification.Lead.Sample?.CommandLine,
            Facts = [.. MessageFacts.Of(notification).Select(fact => fact with { Text = SafeText.Cut(fact.Text, FactLength) })],
            Links = ContextLinks.Of(notification),
            Why = Defanged.Of(MessageFacts.Why(notification)),
        };
    }
}

/// <summary>One line of a message.</summary>
/// <param name="Label">The label; empty when it continues the line before.</param>
/// <param name="Text">The text, on one line.</param>
public sealed record Fact(string Label, string Text);
