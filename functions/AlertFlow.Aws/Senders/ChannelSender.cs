using System.Diagnostics;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;

namespace AlertFlow.Aws.Senders;

/// <summary>
/// Sends each request by the sender of its type. The name of a channel chooses nothing here, so no request can reach the wrong
/// service; a test sends a request of every channel.
/// </summary>
public sealed class ChannelSender(Lazy<SlackSender> slack, Lazy<EmailSender> email, Lazy<SnsSender> sns) : IChannelSender
{
    public Task<DeliveryResult> SendAsync(ChannelRequest request, CancellationToken cancellationToken) => request switch
    {
        SlackRequest post => slack.Value.SendAsync(post, cancellationToken),
        EmailRequest mail => email.Value.SendAsync(mail, cancellationToken),
        SnsRequest publication => sns.Value.SendAsync(publication, cancellationToken),
        _ => throw new UnreachableException($"{request.GetType().Name} has no sender"),
    };
}
