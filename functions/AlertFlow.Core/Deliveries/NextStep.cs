using AlertFlow.Channels;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Deliveries;

/// <summary>The next step of a stream.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>Nothing is left to deliver.</summary>
    public sealed record Idle : NextStep;

    /// <summary>The head must wait until then.</summary>
    public sealed record Wait(DateTimeOffset Until, string Because) : NextStep;

    /// <summary>The head is settled without an attempt.</summary>
    public sealed record Settle(Notification Entry, Settlement Settlement, string Because) : NextStep;

    /// <summary>The head is sent.</summary>
    public sealed record Attempt(Notification Entry, Receiver Receiver, ChannelRequest Request) : NextStep
    {
        /// <summary>The time to notify the fallback instead; null when there is none.</summary>
        public DateTimeOffset? Deadline { get; init; }

        /// <summary>The fallback; null when there is none.</summary>
        public string? Fallback { get; init; }
    }
}
