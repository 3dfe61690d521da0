using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Tests.Deliveries.Outcomes;

/// <summary>The table of Slack's error codes, code by code.</summary>
/// <seealso href="https://docs.slack.dev/reference/methods/chat.postMessage#errors"/>
public sealed class SlackOutcomeTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(7);

    [Theory]
    [InlineData("ratelimited")]
    [InlineData("rate_limited")]
    [InlineData("message_limit_exceeded")]
    public void A_limit_is_waited_out(string error) => Expect(error, detail => new(FailureReason.RateLimited, detail) { After = After });

    [Theory]
    [InlineData("request_timeout")]
    public void A_time_out_may_have_been_accepted(string error) =>
        Expect(error, detail => new(FailureReason.Timeout, detail) { Ambiguous = true });

    [Theory]
    [InlineData("internal_error")]
    [InlineData("fatal_error")]
    public void An_error_of_the_server_may_have_been_accepted(string error) =>
        Expect(error, detail => new(FailureReason.ServerError, detail) { Ambiguous = true });

    [Theory]
    [InlineData("service_unavailable")]
    [InlineData("team_added_to_org")]
    public void A_server_that_is_away_has_accepted_nothing(string error) => Expect(error, detail => new(FailureReason.ServerError, detail));

    [Theory]
    [InlineData("not_authed")]
    [InlineData("invalid_auth")]
    [InlineData("account_inactive")]
    [InlineData("token_revoked")]
    [InlineData("token_expired")]
    [InlineData("missing_scope")]
    [InlineData("no_permission")]
    [InlineData("org_login_required")]
    [InlineData("ekm_access_denied")]
    [InlineData("access_denied")]
    public void A_refused_token_is_tried_again_with_a_later_secret(string error) =>
        Expect(error, detail => new(FailureReason.AuthError, detail) { SecretAsOf = Some.Noon });

    [Theory]
    [InlineData("message_not_found")]
    [InlineData("thread_not_found")]
    [InlineData("cannot_reply_to_message")]
    [InlineData("edit_window_closed")]
    [InlineData("cant_update_message")]
    public void A_message_that_is_gone_is_sent_anew(string error) =>
        Expect(error, detail => new(FailureReason.ClientError, detail) { Anew = true });

    [Theory]
    [InlineData("channel_not_found")]
    [InlineData("not_in_channel")]
    [InlineData("is_archived")]
    [InlineData("msg_too_long")]
    [InlineData("no_text")]
    [InlineData("invalid_blocks")]
    [InlineData("invalid_arguments")]
    [InlineData("restricted_action")]
    [InlineData("unknown_error")]
    [InlineData("")]
    public void Any_other_code_is_rejected(string error) =>
        Assert.Equal(new DeliveryResult.Rejected(FailureReason.ClientError, $"Slack {error}"), SlackOutcome.Of(error, After, Some.Noon));

    private static void Expect(string error, Func<string, DeliveryResult.Retry> expected) =>
        Assert.Equal(expected($"Slack {error}"), SlackOutcome.Of(error, After, Some.Noon));
}
