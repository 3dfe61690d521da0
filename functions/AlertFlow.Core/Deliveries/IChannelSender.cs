using AlertFlow.Channels;
using AlertFlow.Deliveries.Outcomes;

namespace AlertFlow.Deliveries;

/// <summary>Sends what a channel has rendered. Whatever goes wrong is a result, not an exception.</summary>
public interface IChannelSender
{
    /// <summary>Sends once; it is cancelled where the process must stop, and then nobody knows what became of it.</summary>
    Task<DeliveryResult> SendAsync(ChannelRequest request, CancellationToken cancellationToken);
}
