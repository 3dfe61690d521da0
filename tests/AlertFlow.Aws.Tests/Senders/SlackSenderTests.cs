using AlertFlow.Aws.Senders;
using AlertFlow.Channels;
using AlertFlow.Channels.Slack;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.LocalAws.Secrets;
using AlertFlow.LocalAws.Slack;
using Microsoft.Extensions.Time.Testing;

namespace AlertFlow.Aws.Tests.Senders;

/// <summary>Requests to Slack, the meaning of its answers, and the source of the token.</summary>
public sealed class SlackSenderTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "alertflow/slack";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(10) };
    private readonly SlackWorkspace workspace;
    private SlackServer slack = null!;
    private SecretsServer secrets = null!;

    public SlackSenderTests() => workspace = new(clock);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        slack = await SlackServer.StartAsync(workspace, clock, None);
        secrets = await SecretsServer.StartAsync(clock, None);
        secrets.Secrets[Secret] = "xoxb-first";
    }

    public async ValueTask DisposeAsync()
    {
        await slack.DisposeAsync();
        await secrets.DisposeAsync();
    }

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task The_answer_to_a_post_names_the_conversation_for_replies()
    {
        var root = Assert.IsType<DeliveryResult.Delivered>(await SendAsync(Post("#alerts")));
        var reply = Assert.IsType<DeliveryResult.Delivered>(await SendAsync(Post(root.Conversation!.Channel, root.Receipt)));

        Assert.Equal(new Conversation("C0ALERTS01", root.Receipt!), root.Conversation);
        Assert.Equal(root.Conversation, reply.Conversation);
    }

    [Fact]
    public async Task A_line_break_after_the_token_is_not_part_of_it()
    {
        secrets.Secrets[Secret] = "xoxb-first\n";

        Assert.IsType<DeliveryResult.Delivered>(await SendAsync(Post("#alerts")));
    }

    [Fact]
    public async Task An_edit_changes_the_message()
    {
        var root = Assert.IsType<DeliveryResult.Delivered>(await SendAsync(Post("#alerts")));

        var edit = $$"""{"channel":"C0ALERTS01","ts":"{{root.Receipt}}","text":"now ×2"}""";
        Assert.IsType<DeliveryResult.Delivered>(await SendAsync(new SlackRequest(SlackRequest.Update, edit, "#alerts")));
        Assert.Equal("now ×2", Assert.Single(workspace.Messages).Text);
    }

    [Fact]
    public async Task A_rate_limit_is_tried_again_after_the_time_that_Slack_gives()
    {
        await SendAsync(Post("#alerts"));
        await SendAsync(Post("#alerts"));

        var limited = Assert.IsType<DeliveryResult.Retry>(await SendAsync(Post("#alerts")));

        Assert.Equal((FailureReason.RateLimited, TimeSpan.FromSeconds(1), false), (limited.Reason, limited.After, limited.Ambiguous));
    }

    [Fact]
    public async Task A_time_out_leaves_open_whether_Slack_accepted()
    {
        slack.Fault = _ => new SlackFault.HangBefore();
        using var impatient = new HttpClient { Timeout = TimeSpan.FromMilliseconds(100) };

        var lost = Assert.IsType<DeliveryResult.Retry>(await Sender(cached: TimeSpan.FromMinutes(5), client: impatient).SendAsync(Post("#alerts"), None));

        Assert.Equal((FailureReason.Timeout, true), (lost.Reason, lost.Ambiguous));
        Assert.Empty(workspace.Messages);
    }

    /// <summary>The client gives up once Slack has accepted: a real time-out could pass before Slack has seen the call.</summary>
    [Fact]
    public async Task An_answer_that_comes_too_late_leaves_open_whether_Slack_accepted()
    {
        var hasGivenUp = new TaskCompletionSource();
        slack.Fault = _ => new SlackFault.After(() =>
        {
            http.CancelPendingRequests();
            return hasGivenUp.Task;
        });

        var result = await SendAsync(Post("#alerts"));
        hasGivenUp.SetResult();

        var lost = Assert.IsType<DeliveryResult.Retry>(result);
        Assert.Equal((FailureReason.Timeout, true), (lost.Reason, lost.Ambiguous));
        Assert.Single(workspace.Messages);
    }

    [Fact]
    public async Task A_channel_that_does_not_exist_is_rejected()
    {
        Assert.Contains(
            "channel_not_found",
            Assert.IsType<DeliveryResult.Rejected>(await SendAsync(Post("#nowhere"))).Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_read_again_only_after_it_was_refused()
    {
        var sender = Sender(cached: TimeSpan.Zero);
        secrets.TimeToLive = TimeSpan.Zero;
        Assert.IsType<DeliveryResult.Delivered>(await sender.SendAsync(Post("#alerts"), None));
        workspace.Expired.Add("xoxb-first");
        workspace.Tokens.Add("xoxb-second");
        secrets.Secrets[Secret] = "xoxb-second";

        var refused = Assert.IsType<DeliveryResult.Retry>(
            await Sender(cached: TimeSpan.FromMinutes(5), "xoxb-first").SendAsync(Post("#alerts"), None));

        Assert.Equal(FailureReason.AuthError, refused.Reason);
        Assert.NotNull(refused.SecretAsOf);
        Assert.IsType<DeliveryResult.Delivered>(await sender.SendAsync(Post("#alerts"), None));
    }

    [Fact]
    public async Task A_webhook_posts_and_has_no_conversation()
    {
        secrets.TimeToLive = TimeSpan.Zero;
        secrets.Secrets[Secret] = slack.Webhook.ToString();

        Assert.Equal(new DeliveryResult.Delivered(Receipt: null, Conversation: null), await SendAsync(Post("#alerts")));
        Assert.Equal("HIGH", Assert.Single(slack.Posted)["text"]!.GetValue<string>());
        secrets.Secrets[Secret] = $"{slack.Webhook}-revoked";
        Assert.IsType<DeliveryResult.Rejected>(await SendAsync(Post("#alerts")));
    }

    [Fact]
    public async Task A_secret_is_read_once_while_it_is_valid()
    {
        var sender = Sender(cached: TimeSpan.FromMinutes(5));
        await sender.SendAsync(Post("#alerts"), None);
        await sender.SendAsync(Post("#security"), None);

        Assert.Equal(1, secrets.Reads);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_tried_again()
    {
        secrets.Secrets.Clear();

        Assert.Contains(
            "secret of Slack could not be read (400)",
            Assert.IsType<DeliveryResult.Retry>(await SendAsync(Post("#alerts"))).Detail,
            StringComparison.Ordinal);
    }

    private async Task<DeliveryResult> SendAsync(SlackRequest request) =>
        await Sender(cached: TimeSpan.FromMinutes(5)).SendAsync(request, None);

    /// <param name="known">What the extension still has, though it changed.</param>
    /// <param name="client">Calls Slack; null: one that waits for as long as it takes.</param>
    private SlackSender Sender(TimeSpan cached, string? known = null, HttpClient? client = null)
    {
        var name = known is null ? Secret : "stale";
        if (known is not null)
        {
            secrets.Secrets[name] = known;
        }

        return new(client ?? http, slack.Api, new SecretsExtension(http, secrets.Port, SecretsServer.TokenOf("tests"), cached, clock), name);
    }

    private static SlackRequest Post(string channel, string? thread = null)
    {
        var reply = thread is null ? "" : $""","thread_ts":"{thread}" """;
        return new(SlackRequest.Post, $$"""{"channel":"{{channel}}","text":"HIGH"{{reply}}}""", "#alerts");
    }
}
