namespace AlertFlow.Deliveries.Outcomes;

/// <summary>Turns an error of an AWS service into a delivery result, by its code where the status is too vague.</summary>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html"/>
/// <seealso href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html"/>
public static class AwsOutcome
{
    /// <param name="status">The HTTP status; 0 when there was no answer.</param>
    /// <param name="code">The error's code, such as <c>NotFound</c>, with or without <c>Exception</c>.</param>
    /// <param name="who">The service's name in the detail.</param>
    public static DeliveryResult Of(int status, string? code, string who)
    {
        var detail = $"{who} {code ?? "error"}";
        var name = code is not null && code.EndsWith("Exception", StringComparison.Ordinal) ? code[..^"Exception".Length] : code;
        return name switch
        {
            "Throttled" or "Throttling" or "TooManyRequests" or "RequestLimitExceeded" or "KMSThrottling" or "LimitExceeded" =>
                new DeliveryResult.Retry(FailureReason.RateLimited, detail),
            // The account may send again once somebody has looked into it, so notifications must not be thrown away meanwhile.
            "SendingPaused" or "AccountSuspended" => new DeliveryResult.Retry(FailureReason.Other, detail),
            "AuthorizationError" or "AccessDenied" or "InvalidClientTokenId" or "UnrecognizedClient" or "ExpiredToken" or "ExpiredTokenException"
                or "SignatureDoesNotMatch" or "InvalidSignature" or "IncompleteSignature" or "MissingAuthenticationToken" or "OptInRequired"
                or "KMSAccessDenied" or "KMSDisabled" or "KMSInvalidState" or "KMSOptInRequired" =>
                new DeliveryResult.Retry(FailureReason.AuthError, detail),
            "NotFound" or "InvalidParameter" or "InvalidParameterValue" or "ValidationError" or "Validation" or "EndpointDisabled" or "PlatformApplicationDisabled"
                or "MessageRejected" or "MailFromDomainNotVerified" or "BadRequest" or "KMSNotFound" =>
                new DeliveryResult.Rejected(FailureReason.ClientError, detail),
            _ when status == 0 => HttpOutcome.Unreachable(who, sent: true),
            _ => HttpOutcome.Of(status, $"{who} {code}".TrimEnd(), after: null),
        };
    }
}
