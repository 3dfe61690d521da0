namespace AlertFlow.Notifications;

/// <summary>Advice: the first step in words, and a page.</summary>
public sealed record Runbook(string Url, string? First);
