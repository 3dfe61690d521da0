using AlertFlow.Notifications;

namespace AlertFlow.Channels;

/// <summary>A destination: a channel and its settings.</summary>
public sealed record Receiver
{
    public required string Name { get; init; }

    /// <summary>The name of a row of the channel catalogue.</summary>
    public required string Channel { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The reasons that it wants; null for all.</summary>
    public IReadOnlyList<Reason>? Reasons { get; init; }

    /// <summary>The receiver that is notified when this one cannot be; null for none.</summary>
    public string? Fallback { get; init; }

    public bool Wants(Reason reason) => Reasons is null || Reasons.Contains(reason);
}
