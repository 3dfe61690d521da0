namespace AlertFlow.Channels;

/// <summary>The messages of an incident that a receiver already has.</summary>
/// <param name="Channel">The destination: Slack's channel id.</param>
/// <param name="Root">The id of the top-level message that later ones belong to: Slack's <c>ts</c>.</param>
public sealed record Conversation(string Channel, string Root);
