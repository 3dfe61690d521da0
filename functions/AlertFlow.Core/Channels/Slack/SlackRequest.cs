namespace AlertFlow.Channels.Slack;

/// <summary>What is posted to Slack's Web API.</summary>
/// <param name="Method"><c>chat.postMessage</c> or <c>chat.update</c>.</param>
/// <param name="Body">The JSON of its arguments.</param>
/// <param name="Destination">The channel as the receiver names it.</param>
public sealed record SlackRequest(string Method, string Body, string Destination) : ChannelRequest
{
    public const string Post = "chat.postMessage";
    public const string Update = "chat.update";

    /// <summary>One message a second and channel; of edits, 30 a minute and workspace, of the 50 that Slack takes.</summary>
    /// <seealso href="https://docs.slack.dev/apis/web-api/rate-limits"/>
    public override Pace? Pace => Method is Update ? new("slack edits", TimeSpan.FromSeconds(2)) : new($"slack {Destination}", TimeSpan.FromSeconds(1));
}
