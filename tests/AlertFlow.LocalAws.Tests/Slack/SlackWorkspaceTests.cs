using System.Text.Json.Nodes;
using AlertFlow.LocalAws.Slack;
using Microsoft.Extensions.Time.Testing;

namespace AlertFlow.LocalAws.Tests.Slack;

/// <summary>The workspace keeps the rules that Slack documents.</summary>
public sealed class SlackWorkspaceTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly SlackWorkspace workspace;

    public SlackWorkspaceTests() => workspace = new SlackWorkspace(clock);

    [Fact]
    public void A_channel_takes_one_message_a_second_after_a_short_burst()
    {
        Assert.Equal(200, Post("#alerts").Status);
        Assert.Equal(200, Post("C0ALERTS01").Status);
        var limited = Post("#alerts");
        Assert.Equal((429, 1), (limited.Status, limited.RetryAfter));
        Assert.Equal(200, Post("#security").Status);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, Post("#alerts").Status);
        Assert.Equal(429, Post("#alerts").Status);
    }

    [Fact]
    public void A_workspace_takes_fifty_edits_a_minute()
    {
        var ts = JsonNode.Parse(Post("#alerts").Body)!["ts"]!.GetValue<string>();
        for (var edit = 0; edit < 50; edit++)
        {
            Assert.Equal(200, Edit(ts).Status);
        }

        Assert.Equal((429, 60), (Edit(ts).Status, Edit(ts).RetryAfter));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, Edit(ts).Status);
        Assert.Equal(52, Assert.Single(workspace.Messages).Texts.Count);
    }

    [Fact]
    public void An_answer_has_the_channels_id_and_a_reply_its_thread()
    {
        var root = JsonNode.Parse(Post("#alerts").Body)!;
        var reply = JsonNode.Parse(Call("chat.postMessage", new() { ["channel"] = "#alerts", ["text"] = "x", ["thread_ts"] = root["ts"]!.GetValue<string>() }).Body)!;

        Assert.Equal("C0ALERTS01", root["channel"]!.GetValue<string>());
        Assert.Equal(root["ts"]!.GetValue<string>(), reply["message"]!["thread_ts"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("chat.postMessage", """{"channel":"#nowhere","text":"x"}""", "channel_not_found")]
    [InlineData("chat.postMessage", """{"channel":"#alerts"}""", "no_text")]
    [InlineData("chat.postMessage", """{"channel":"#alerts","text":"x","blocks":[{}]}""", "invalid_blocks")]
    [InlineData("chat.postMessage", """{"channel":"#alerts","text":"x","thread_ts":"1.2"}""", "thread_not_found")]
    [InlineData("chat.update", """{"channel":"#alerts","text":"x","ts":"1.2"}""", "message_not_found")]
    [InlineData("chat.shout", """{"channel":"#alerts","text":"x"}""", "unknown_method")]
    public void A_mistake_is_a_200_that_is_not_ok(string method, string body, string error)
    {
        var reply = Call(method, JsonNode.Parse(body)!.AsObject());

        Assert.Equal((200, error), (reply.Status, JsonNode.Parse(reply.Body)!["error"]!.GetValue<string>()));
    }

    [Fact]
    public void A_token_that_is_missing_unknown_or_expired_is_refused()
    {
        string ErrorOf(string? token) =>
            JsonNode.Parse(workspace.Call(new SlackCall("chat.postMessage", token, new() { ["channel"] = "#alerts", ["text"] = "x" }, clock.GetUtcNow())).Body)!["error"]!.GetValue<string>();
        workspace.Expired.Add("xoxb-old");

        Assert.Equal(["not_authed", "invalid_auth", "token_expired"], new[] { null, "xoxb-other", "xoxb-old" }.Select(ErrorOf));
    }

    private SlackReply Post(string channel) => Call("chat.postMessage", new() { ["channel"] = channel, ["text"] = "x" });

    private SlackReply Edit(string ts) => Call("chat.update", new() { ["channel"] = "C0ALERTS01", ["text"] = "x", ["ts"] = ts });

    private SlackReply Call(string method, JsonObject body) => workspace.Call(new SlackCall(method, "xoxb-first", body, clock.GetUtcNow()));
}
