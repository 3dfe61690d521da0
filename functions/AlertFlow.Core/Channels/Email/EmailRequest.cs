namespace AlertFlow.Channels.Email;

/// <summary>An email before it becomes MIME. Header values have no line breaks.</summary>
public sealed record EmailRequest : ChannelRequest
{
    public required string From { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public required string Subject { get; init; }

    /// <summary>The headers, in the order of the message.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required string Text { get; init; }
    public required string Html { get; init; }
}
