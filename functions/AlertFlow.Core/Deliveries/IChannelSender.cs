using AlertFlow.Channels;
using AlertFlow.Deliveries.Outcomes;

namespace AlertFlow.Deliveries;

/// <summary>Sends a rendered request. Every failure is a result, not an exception.</summary>
public interface IChannelSender
{
    /// <summary>Sends once. It is cancelled when the process must stop; the outcome is then unknown.</summary>
    Task<DeliveryResult> SendAsync(ChannelRequest request, CancellationToken cancellationToken);
}
