namespace AlertFlow.Channels.Slack;

/// <summary>A call of Slack's Web API.</summary>
/// <param name="Method"><c>chat.postMessage</c> or <c>chat.update</c>.</param>
/// <param name="Body">The JSON arguments.</param>
/// <param name="Destination">The channel, as the receiver names it.</param>
public sealed record SlackRequest(string Method, string Body, string Destination) : ChannelRequest
{
    public const string Post = "chat.postMessage";
    public const string Update = "chat.update";

    /// <summary>One message a second and channel; 30 edits a minute and workspace, of the 50 that Slack allows.</summary>
    /// <seealso href="https://docs.slack.dev/apis/web-api/rate-limits"/>
    public override Pace? Pace => Method is Update
        ? new("slack edits", TimeSpan.FromSeconds(2))
        : new($"slack {Destination}", TimeSpan.FromSeconds(1));
}
