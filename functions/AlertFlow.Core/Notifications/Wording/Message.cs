using AlertFlow.Notifications.Text;

namespace AlertFlow.Notifications.Wording;

/// <summary>
/// What a message says, in the order in which every channel says it: how bad and what, where, since when and how often,
/// what ran, who agrees, how fast, what to do, why you get it. It is plain text without live addresses, not yet escaped.
/// </summary>
public sealed record Message
{
    private const int FactLength = 600;

    /// <summary>The notification, disarmed: what a channel takes from it needs its format's escaping only.</summary>
    public required Notification Notification { get; init; }

    /// <summary>The first line.</summary>
    public required string Headline { get; init; }

    /// <summary>The command line as it was run; a channel shows it as code.</summary>
    public string? CommandLine { get; init; }

    public required IReadOnlyList<Fact> Facts { get; init; }

    public required IReadOnlyList<ContextLink> Links { get; init; }

    /// <summary>Why you get it: route, key, incident, configuration.</summary>
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

/// <summary>One thing that a message says.</summary>
/// <param name="Label">Empty where it continues the one before.</param>
/// <param name="Text">On one line.</param>
public sealed record Fact(string Label, string Text);
