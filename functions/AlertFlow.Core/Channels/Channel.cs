using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Notifications;

namespace AlertFlow.Channels;

/// <summary>
/// A kind of destination. The row drives the validation of receivers, the rendering and the tests: a new channel is one
/// file and one row.
/// </summary>
/// <param name="Name">What <c>channel</c> of a receiver says.</param>
/// <param name="Settings">The settings that a receiver of this channel has.</param>
/// <param name="Render">A notification to the request that delivers it. Pure; null where the channel cannot show it (an edit by email).</param>
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
/// <param name="Required">Whether a receiver must have it.</param>
/// <param name="Expected">What a value looks like, in words; it stands in the error.</param>
/// <param name="IsValid">Whether a value will do.</param>
public sealed record ChannelSetting(string Name, bool Required, string Expected, Func<string, bool> IsValid);

/// <summary>What delivers one notification to one receiver, ready to be sent.</summary>
public abstract record ChannelRequest
{
    /// <summary>How fast its destination may be sent to; null: as fast as it takes.</summary>
    public virtual Pace? Pace => null;
}
