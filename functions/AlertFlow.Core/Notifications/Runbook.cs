namespace AlertFlow.Notifications;

/// <summary>What to do: the first step in words, and a page.</summary>
public sealed record Runbook(string Url, string? First);
