using AlertFlow.Channels;

namespace AlertFlow.Deliveries.Outcomes;

/// <summary>The reasons for a failed attempt. They are Alertmanager's, so that dashboards know them.</summary>
/// <seealso href="https://github.com/prometheus/alertmanager/blob/main/notify/util.go"/>
public enum FailureReason
{
    RateLimited,
    Timeout,
    ServerError,
    ClientError,
    AuthError,
    Other,
}

/// <summary>The result of one attempt. It decides what happens next.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult()
    {
    }

    /// <summary>The destination accepted it.</summary>
    /// <param name="Receipt">The destination's id of it.</param>
    /// <param name="Conversation">The conversation for later messages; null when the channel has none.</param>
    public sealed record Delivered(string? Receipt, Conversation? Conversation) : DeliveryResult;

    /// <summary>It is tried again.</summary>
    /// <param name="Reason">The reason of the failure.</param>
    /// <param name="Detail">The failure in words, such as <c>Slack 503</c>. It contains nothing of a finding.</param>
    public sealed record Retry(FailureReason Reason, string Detail) : DeliveryResult
    {
        /// <summary>The pause that the destination asks for.</summary>
        public TimeSpan? After { get; init; }

        /// <summary>True when the request may have been accepted: a retry may deliver it twice.</summary>
        public bool Ambiguous { get; init; }

        /// <summary>For an <see cref="FailureReason.AuthError"/>: the secret that was used is at least as new as this.</summary>
        public DateTimeOffset? SecretAsOf { get; init; }

        /// <summary>True when the message that it continues is gone: the next attempt starts a new message.</summary>
        public bool Anew { get; init; }
    }

    /// <summary>A retry would not help.</summary>
    public sealed record Rejected(FailureReason Reason, string Detail) : DeliveryResult;
}
