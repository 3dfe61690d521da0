namespace AlertFlow.Deliveries.Outcomes;

/// <summary>Turns Slack's <c>ok: false</c> into a delivery result. An unknown code is rejected: it is a mistake in our request.</summary>
/// <seealso href="https://docs.slack.dev/reference/methods/chat.postMessage#errors"/>
public static class SlackOutcome
{
    public static DeliveryResult Of(string error, TimeSpan? after, DateTimeOffset? secretAsOf)
    {
        var detail = $"Slack {error}";
        return error switch
        {
            "ratelimited" or "rate_limited" or "message_limit_exceeded" =>
                new DeliveryResult.Retry(FailureReason.RateLimited, detail) { After = after },
            "request_timeout" => new DeliveryResult.Retry(FailureReason.Timeout, detail) { Ambiguous = true },
            "internal_error" or "fatal_error" => new DeliveryResult.Retry(FailureReason.ServerError, detail) { Ambiguous = true },
            "service_unavailable" or "team_added_to_org" => new DeliveryResult.Retry(FailureReason.ServerError, detail),
            "not_authed" or "invalid_auth" or "account_inactive" or "token_revoked" or "token_expired" or "missing_scope" or "no_permission"
                or "org_login_required" or "ekm_access_denied" or "access_denied" =>
                new DeliveryResult.Retry(FailureReason.AuthError, detail) { SecretAsOf = secretAsOf },
            "message_not_found" or "thread_not_found" or "cannot_reply_to_message" or "edit_window_closed" or "cant_update_message" =>
                new DeliveryResult.Retry(FailureReason.ClientError, detail) { Anew = true },
            _ => new DeliveryResult.Rejected(FailureReason.ClientError, detail),
        };
    }
}
