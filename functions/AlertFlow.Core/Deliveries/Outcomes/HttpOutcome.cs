using System.Globalization;

namespace AlertFlow.Deliveries.Outcomes;

/// <summary>What an HTTP answer or the lack of one means for a delivery: one table for every channel.</summary>
public static class HttpOutcome
{
    /// <summary>What a status other than 2xx means.</summary>
    /// <param name="status">Three digits.</param>
    /// <param name="who">Who answered, as a detail names it.</param>
    /// <param name="after">The answer's <c>Retry-After</c>.</param>
    public static DeliveryResult Of(int status, string who, TimeSpan? after)
    {
        var detail = string.Create(CultureInfo.InvariantCulture, $"{who} {status}");
        return status switch
        {
            429 => new DeliveryResult.Retry(FailureReason.RateLimited, detail) { After = after },
            401 or 403 => new DeliveryResult.Retry(FailureReason.AuthError, detail),
            408 or 425 => new DeliveryResult.Retry(FailureReason.Timeout, detail) { After = after, Ambiguous = true },
            >= 500 => new DeliveryResult.Retry(FailureReason.ServerError, detail) { After = after, Ambiguous = true },
            >= 400 => new DeliveryResult.Rejected(FailureReason.ClientError, detail),
            _ => new DeliveryResult.Rejected(FailureReason.Other, detail),
        };
    }

    /// <summary>No answer came in time: nobody knows whether the request was accepted.</summary>
    public static DeliveryResult.Retry TimedOut(string who) => new(FailureReason.Timeout, $"{who} did not answer in time") { Ambiguous = true };

    /// <summary>The connection failed.</summary>
    /// <param name="who">Who was to be reached.</param>
    /// <param name="sent">Whether the request may have left.</param>
    public static DeliveryResult.Retry Unreachable(string who, bool sent) => new(FailureReason.Other, $"{who} could not be reached") { Ambiguous = sent };
}
