using AlertFlow.Deliveries.Outcomes;

namespace AlertFlow.Tests.Deliveries.Outcomes;

/// <summary>The table of AWS error codes, code by code; each with and without <c>Exception</c> behind it.</summary>
public sealed class AwsOutcomeTests
{
    [Theory]
    [InlineData("Throttled")]
    [InlineData("Throttling")]
    [InlineData("TooManyRequests")]
    [InlineData("RequestLimitExceeded")]
    [InlineData("KMSThrottling")]
    [InlineData("LimitExceeded")]
    public void A_limit_is_waited_out(string code) => Expect(code, detail => new DeliveryResult.Retry(FailureReason.RateLimited, detail));

    [Theory]
    [InlineData("SendingPaused")]
    [InlineData("AccountSuspended")]
    public void An_account_that_may_send_again_later_is_tried_again(string code) =>
        Expect(code, detail => new DeliveryResult.Retry(FailureReason.Other, detail));

    [Theory]
    [InlineData("AuthorizationError")]
    [InlineData("AccessDenied")]
    [InlineData("InvalidClientTokenId")]
    [InlineData("UnrecognizedClient")]
    [InlineData("ExpiredToken")]
    [InlineData("SignatureDoesNotMatch")]
    [InlineData("InvalidSignature")]
    [InlineData("IncompleteSignature")]
    [InlineData("MissingAuthenticationToken")]
    [InlineData("OptInRequired")]
    [InlineData("KMSAccessDenied")]
    [InlineData("KMSDisabled")]
    [InlineData("KMSInvalidState")]
    [InlineData("KMSOptInRequired")]
    public void Refused_access_is_tried_again(string code) =>
        Expect(code, detail => new DeliveryResult.Retry(FailureReason.AuthError, detail));

    [Theory]
    [InlineData("NotFound")]
    [InlineData("InvalidParameter")]
    [InlineData("InvalidParameterValue")]
    [InlineData("ValidationError")]
    [InlineData("Validation")]
    [InlineData("EndpointDisabled")]
    [InlineData("PlatformApplicationDisabled")]
    [InlineData("MessageRejected")]
    [InlineData("MailFromDomainNotVerified")]
    [InlineData("BadRequest")]
    [InlineData("KMSNotFound")]
    public void A_mistake_of_ours_is_rejected(string code) =>
        Expect(code, detail => new DeliveryResult.Rejected(FailureReason.ClientError, detail));

    /// <summary>Everything else goes by the status, as every channel's answers do.</summary>
    [Fact]
    public void A_code_that_says_too_little_goes_by_the_status()
    {
        foreach (var status in Enumerable.Range(100, 500))
        {
            Assert.Equal(HttpOutcome.Of(status, "SNS InternalError", after: null), AwsOutcome.Of(status, "InternalError", "SNS"));
            Assert.Equal(HttpOutcome.Of(status, "SNS", after: null), AwsOutcome.Of(status, null, "SNS"));
        }
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData(null)]
    public void An_error_without_an_answer_may_have_been_accepted(string? code) =>
        Assert.Equal(HttpOutcome.Unreachable("SNS", sent: true), AwsOutcome.Of(0, code, "SNS"));

    /// <summary>A known code counts, whatever the status beside it.</summary>
    private static void Expect(string code, Func<string, DeliveryResult> expected)
    {
        foreach (var name in (string[])[code, $"{code}Exception"])
        {
            Assert.All([0, 400, 503], status => Assert.Equal(expected($"SNS {name}"), AwsOutcome.Of(status, name, "SNS")));
        }
    }
}
