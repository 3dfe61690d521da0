namespace AlertFlow.Channels.Sns;

/// <summary>A message for a topic, always with <c>MessageStructure</c> <see cref="MessageStructure"/>.</summary>
public sealed record SnsRequest : ChannelRequest
{
    public const string MessageStructure = "json";

    public required string TopicArn { get; init; }

    /// <summary>The subject for email subscribers: fewer than 100 printable ASCII characters.</summary>
    public required string Subject { get; init; }

    /// <summary>A JSON object: <c>default</c> is an OCSF Detection Finding, <c>email</c> and <c>sms</c> are for people.</summary>
    public required string Message { get; init; }

    /// <summary>Attributes for filter policies: at most ten, not empty.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The group of a FIFO topic: it keeps the incident's messages in order.</summary>
    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }
}
