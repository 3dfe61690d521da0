namespace AlertFlow.Channels;

/// <summary>The rate limit of a destination, shared by all senders.</summary>
/// <param name="Destination">The owner of the limit, such as one Slack channel.</param>
/// <param name="Interval">The time from one slot to the next.</param>
public sealed record Pace(string Destination, TimeSpan Interval);
