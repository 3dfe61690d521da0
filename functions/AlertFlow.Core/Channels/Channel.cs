using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Notifications;

namespace AlertFlow.Channels;

/// <summary>
/// A kind of destination. Its row drives the validation of receivers, the rendering and the tests, so a new channel is one
/// folder and one row, a sender for its requests, and the permissions of its function.
/// </summary>
/// <param name="Name">The value of a receiver's <c>channel</c>.</param>
/// <param name="Settings">The settings of a receiver.</param>
/// <param name="Render">Renders a notification as a request. Pure; null when the channel cannot show it (an edit by email).</param>
public sealed record Channel(
    string Name,
    IReadOnlyList<ChannelSetting> Settings,
    Func<Notification, Receiver, Conversation?, ChannelRequest?> Render)
{
    public static IReadOnlyList<Channel> All { get; } = [SlackChannel.Row, EmailChannel.Row, SnsChannel.Row];

    public static Channel? Find(string name) => All.FirstOrDefault(channel => channel.Name == name);
}

/// <summary>A setting of a receiver.</summary>
/// <param name="Name">Its key in <c>routes.yaml</c>.</param>
/// <param name="Required">True when a receiver must have it.</param>
/// <param name="Expected">The form of a value, in words, for errors.</param>
/// <param name="IsValid">Validates a value.</param>
public sealed record ChannelSetting(string Name, bool Required, string Expected, Func<string, bool> IsValid);

/// <summary>A request that delivers one notification to one receiver.</summary>
public abstract record ChannelRequest
{
    /// <summary>The limit on the rate of requests to the destination; null for none.</summary>
    public virtual Pace? Pace => null;
}
