namespace AlertFlow.Notifications;

/// <summary>What a message says that is told more than two minutes after it was decided.</summary>
/// <param name="By">How long after.</param>
/// <param name="Because">What stood in the way, in words; null where it is not known.</param>
/// <param name="Since">Since when it stood in the way.</param>
/// <param name="ToldMeanwhile">The receivers that were told in time.</param>
/// <param name="CountNow">All that is counted by now.</param>
public sealed record Delay(TimeSpan By, string? Because, DateTimeOffset? Since, IReadOnlyList<string> ToldMeanwhile, long CountNow);
