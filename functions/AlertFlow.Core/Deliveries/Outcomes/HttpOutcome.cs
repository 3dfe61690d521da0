using System.Globalization;

namespace AlertFlow.Deliveries.Outcomes;

/// <summary>Turns an HTTP answer, or its absence, into a delivery result: one table for every channel.</summary>
public static class HttpOutcome
{
    /// <summary>Returns the result for a status other than 2xx.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="who">The destination's name in the detail.</param>
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

    /// <summary>Returns the result when no answer came in time: the request may have been accepted.</summary>
    public static DeliveryResult.Retry TimedOut(string who) =>
        new(FailureReason.Timeout, $"{who} did not answer in time") { Ambiguous = true };

    /// <summary>Returns the result when the connection failed.</summary>
    /// <param name="who">The destination's name in the detail.</param>
    /// <param name="sent">True when the request may have been sent.</param>
    public static DeliveryResult.Retry Unreachable(string who, bool sent) =>
        new(FailureReason.Other, $"{who} could not be reached") { Ambiguous = sent };
}
