using AlertFlow.Channels;

namespace AlertFlow.Deliveries.Outcomes;

/// <summary>Why an attempt failed: Alertmanager's reasons, so that dashboards know them.</summary>
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

/// <summary>What became of one attempt, and so what happens next.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult()
    {
    }

    /// <summary>The destination has accepted it.</summary>
    /// <param name="Receipt">The id that the destination gave it.</param>
    /// <param name="Conversation">Where later messages of the incident belong; null where the channel keeps none.</param>
    public sealed record Delivered(string? Receipt, Conversation? Conversation) : DeliveryResult;

    /// <summary>It is tried again.</summary>
    /// <param name="Reason">Why it failed.</param>
    /// <param name="Detail">In words, such as <c>Slack 503</c>; nothing of a finding is in it.</param>
    public sealed record Retry(FailureReason Reason, string Detail) : DeliveryResult
    {
        /// <summary>How long the destination asks to be left alone.</summary>
        public TimeSpan? After { get; init; }

        /// <summary>The request was sent and may have been accepted: to try again may tell it twice.</summary>
        public bool Ambiguous { get; init; }

        /// <summary>Of an <see cref="FailureReason.AuthError"/>: the secret that was used is at least as new as this.</summary>
        public DateTimeOffset? SecretAsOf { get; init; }

        /// <summary>The message that it continues is gone: the next attempt stands by itself.</summary>
        public bool Anew { get; init; }
    }

    /// <summary>To try again would change nothing.</summary>
    public sealed record Rejected(FailureReason Reason, string Detail) : DeliveryResult;
}
