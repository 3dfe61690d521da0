using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Tests.Channels;

public sealed class ChannelTests
{
    [Theory]
    [InlineData("opened")]
    [InlineData("escalated")]
    [InlineData("new-signal")]
    [InlineData("summary")]
    [InlineData("reopened")]
    [InlineData("closed")]
    public void The_first_slack_message_of_a_receiver_is_whole_and_top_level_whatever_its_reason(string example)
    {
        var slack = ToSlack(example, earlier: null);

        Assert.Equal("chat.postMessage", slack.Method);
        Assert.False(Has(slack, "thread_ts"));
        Assert.Contains("why: ", slack.Body, StringComparison.Ordinal);
        Assert.Contains("#alerts", slack.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("escalated", true)]
    [InlineData("new-signal", true)]
    [InlineData("summary", false)]
    [InlineData("closed", false)]
    public void Later_messages_are_in_the_thread_and_are_broadcast_when_urgent(string example, bool broadcast)
    {
        var slack = ToSlack(example, Examples.Earlier);

        Assert.True(Has(slack, "thread_ts"));
        Assert.Equal(broadcast, Has(slack, "reply_broadcast"));
    }

    [Theory]
    [InlineData("reopened")]
    [InlineData("still-active")]
    public void A_reopened_or_still_active_incident_gets_a_new_message_that_links_the_old_one(string example)
    {
        var slack = ToSlack(example, Examples.Earlier);

        Assert.False(Has(slack, "thread_ts"));
        Assert.Contains("https://slack.com/archives/C0123456789/p1772334136000200", slack.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_changes_the_first_message_and_needs_one()
    {
        Assert.Equal("chat.update", ToSlack("edit", Examples.Earlier).Method);
        Assert.All(Channel.All, channel => Assert.Null(channel.Render(Examples.All["edit"], Examples.ReceiverOf(channel), null)));
    }

    [Fact]
    public void Slack_is_sent_30_edits_a_minute_over_all_channels_and_one_message_a_second_in_each()
    {
        var edit = ToSlack("edit", Examples.Earlier);
        var post = ToSlack("opened", null);

        Assert.Equal(TimeSpan.FromMinutes(1), 30 * edit.Pace!.Interval);
        Assert.Equal(edit.Pace, (edit with { Destination = "#other" }).Pace);
        Assert.Equal(TimeSpan.FromSeconds(1), post.Pace!.Interval);
        Assert.NotEqual(post.Pace, (post with { Destination = "#other" }).Pace);
        Assert.NotEqual(post.Pace.Destination, edit.Pace.Destination);
    }

    [Fact]
    public void An_incident_has_one_subject_and_one_thread_and_only_escalated_begins_another()
    {
        var emails = Examples.All
            .Where(example => example.Value.Incident == Examples.Opened.Incident)
            .Where(example => !example.Key.StartsWith("edit", StringComparison.Ordinal))
            .Select(example => (
                example.Key,
                Email: Assert.IsType<EmailRequest>(EmailChannel.Row.Render(example.Value, Examples.ReceiverOf(EmailChannel.Row), null))))
            .ToList();

        Assert.Single(emails.Where(email => email.Key is not "escalated").Select(email => email.Email.Subject).Distinct());
        Assert.Single(emails.Select(email => email.Email.Headers.First(header => header.Key is "References").Value).Distinct());
        Assert.Equal(2, emails.Select(email => email.Email.Subject).Distinct().Count());
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-central-1:111122223333:alerts", null)]
    [InlineData("arn:aws:sns:eu-central-1:111122223333:alerts.fifo", "inc-7f3a91c2")]
    public void Groups_are_for_fifo_topics(string topic, string? group)
    {
        var receiver = Examples.ReceiverOf(SnsChannel.Row) with { Settings = new Dictionary<string, string> { ["topic_arn"] = topic } };

        var sns = Assert.IsType<SnsRequest>(SnsChannel.Row.Render(Examples.Opened, receiver, null));

        Assert.Equal(group, sns.GroupId);
        Assert.Equal(group is null ? null : "inc-7f3a91c2:1", sns.DeduplicationId);
    }

    [Fact]
    public void Only_urgent_messages_have_a_page_key_and_unknown_values_have_no_attribute()
    {
        var quiet = Assert.IsType<SnsRequest>(SnsChannel.Row.Render(
            Examples.All["closed"] with { Resource = Examples.Opened.Resource with { Region = null, Service = "" } },
            Examples.ReceiverOf(SnsChannel.Row),
            null));

        Assert.Equal(["account", "cluster", "incident", "reason", "severity", "source"], quiet.Attributes.Keys);
    }

    [Fact]
    public void Every_channel_takes_the_settings_of_its_example_and_no_line_break()
    {
        foreach (var setting in Channel.All.SelectMany(
            channel =>
                channel.Settings.Select(setting => (Setting: setting, Value: Examples.ReceiverOf(channel).Settings[setting.Name]))))
        {
            Assert.True(setting.Setting.IsValid(setting.Value), setting.Setting.Name);
            Assert.False(setting.Setting.IsValid(setting.Value + "\nBcc: x"), setting.Setting.Name);
            Assert.False(setting.Setting.IsValid(""), setting.Setting.Name);
        }
    }

    private static SlackRequest ToSlack(string example, Conversation? earlier) =>
        Assert.IsType<SlackRequest>(SlackChannel.Row.Render(Examples.All[example], Examples.ReceiverOf(SlackChannel.Row), earlier));

    private static bool Has(SlackRequest slack, string property)
    {
        using var body = JsonDocument.Parse(slack.Body);
        return body.RootElement.TryGetProperty(property, out _);
    }
}
