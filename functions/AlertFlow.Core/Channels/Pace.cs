namespace AlertFlow.Channels;

/// <summary>How fast a destination may be sent to, over everybody who sends.</summary>
/// <param name="Destination">What has the limit, such as one Slack channel.</param>
/// <param name="Interval">From one slot to the next.</param>
public sealed record Pace(string Destination, TimeSpan Interval);
