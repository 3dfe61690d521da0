using AlertFlow.Channels;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Deliveries;

/// <summary>What a stream wants now.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>All is settled.</summary>
    public sealed record Idle : NextStep;

    /// <summary>Its head must not be tried before an instant.</summary>
    public sealed record Wait(DateTimeOffset Until, string Because) : NextStep;

    /// <summary>Its head is settled without an attempt.</summary>
    public sealed record Settle(Notification Entry, Settlement Settlement, string Because) : NextStep;

    /// <summary>Its head is to be sent.</summary>
    public sealed record Attempt(Notification Entry, Receiver Receiver, ChannelRequest Request) : NextStep
    {
        /// <summary>When another receiver must be told instead; null: it has no fallback.</summary>
        public DateTimeOffset? Deadline { get; init; }

        /// <summary>That receiver; null: it has none.</summary>
        public string? Fallback { get; init; }
    }
}
