namespace AlertFlow.Channels;

/// <summary>What a receiver was sent of this incident before: null means nothing yet.</summary>
/// <param name="Channel">Where it went: Slack's channel id.</param>
/// <param name="Root">The id of the top-level message that later ones belong to: Slack's <c>ts</c>.</param>
public sealed record Conversation(string Channel, string Root);
