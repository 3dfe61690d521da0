using AlertFlow.Deliveries.Outcomes;

namespace AlertFlow.Tests.Deliveries.Outcomes;

/// <summary>The table of HTTP statuses, status by status.</summary>
public sealed class HttpOutcomeTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(7);

    /// <summary>What is not here is a mistake of ours, and rejected.</summary>
    private static readonly Dictionary<int, DeliveryResult> Known = new()
    {
        [401] = new DeliveryResult.Retry(FailureReason.AuthError, "Slack 401"),
        [403] = new DeliveryResult.Retry(FailureReason.AuthError, "Slack 403"),
        [408] = new DeliveryResult.Retry(FailureReason.Timeout, "Slack 408") { After = After, Ambiguous = true },
        [425] = new DeliveryResult.Retry(FailureReason.Timeout, "Slack 425") { After = After, Ambiguous = true },
        [429] = new DeliveryResult.Retry(FailureReason.RateLimited, "Slack 429") { After = After },
    };

    [Fact]
    public void Every_status_has_its_outcome()
    {
        foreach (var status in Enumerable.Range(100, 500))
        {
            var expected = Known.GetValueOrDefault(status) ?? status switch
            {
                >= 500 => new DeliveryResult.Retry(FailureReason.ServerError, $"Slack {status}") { After = After, Ambiguous = true },
                >= 400 => new DeliveryResult.Rejected(FailureReason.ClientError, $"Slack {status}"),
                _ => new DeliveryResult.Rejected(FailureReason.Other, $"Slack {status}"),
            };

            Assert.Equal(expected, HttpOutcome.Of(status, "Slack", After));
        }
    }

    [Fact]
    public void An_answer_that_names_no_pause_asks_for_none() =>
        Assert.All([429, 408, 503], status =>
            Assert.Null(Assert.IsType<DeliveryResult.Retry>(HttpOutcome.Of(status, "Slack", after: null)).After));

    [Fact]
    public void An_answer_that_did_not_come_in_time_may_have_been_accepted() => Assert.Equal(
        new DeliveryResult.Retry(FailureReason.Timeout, "Slack did not answer in time") { Ambiguous = true },
        HttpOutcome.TimedOut("Slack"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failed_connection_is_ambiguous_if_the_request_may_have_left(bool sent) => Assert.Equal(
        new DeliveryResult.Retry(FailureReason.Other, "Slack could not be reached") { Ambiguous = sent },
        HttpOutcome.Unreachable("Slack", sent));
}
