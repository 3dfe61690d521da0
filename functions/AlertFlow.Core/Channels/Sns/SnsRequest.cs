namespace AlertFlow.Channels.Sns;

/// <summary>What is published to a topic, always with <c>MessageStructure</c> <see cref="MessageStructure"/>.</summary>
public sealed record SnsRequest : ChannelRequest
{
    public const string MessageStructure = "json";

    public required string TopicArn { get; init; }

    /// <summary>Fewer than 100 printable ASCII characters: what email subscribers see.</summary>
    public required string Subject { get; init; }

    /// <summary>A JSON object: <c>default</c> is the incident as an OCSF Detection Finding, <c>email</c> and <c>sms</c> are for people.</summary>
    public required string Message { get; init; }

    /// <summary>For filter policies: at most ten strings, none of them empty.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Of a FIFO topic: the incident's messages stay in order.</summary>
    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }
}
