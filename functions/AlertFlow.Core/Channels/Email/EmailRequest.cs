namespace AlertFlow.Channels.Email;

/// <summary>An email before it is put into MIME. No header value holds a line break.</summary>
public sealed record EmailRequest : ChannelRequest
{
    public required string From { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public required string Subject { get; init; }

    /// <summary>In the order in which they are written.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required string Text { get; init; }
    public required string Html { get; init; }
}
