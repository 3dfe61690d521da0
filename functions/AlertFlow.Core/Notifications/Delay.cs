namespace AlertFlow.Notifications;

/// <summary>The delay of a message that is sent more than two minutes after its decision.</summary>
/// <param name="By">The length of the delay.</param>
/// <param name="Because">The cause, in words; null when unknown.</param>
/// <param name="Since">The time when the cause began.</param>
/// <param name="ToldMeanwhile">The receivers that were notified in time.</param>
/// <param name="CountNow">The incident's count by now.</param>
public sealed record Delay(TimeSpan By, string? Because, DateTimeOffset? Since, IReadOnlyList<string> ToldMeanwhile, long CountNow);
