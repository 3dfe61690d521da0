using AlertFlow.Channels;
using AlertFlow.Channels.Slack;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Notifications;
using static AlertFlow.Tests.Deliveries.Attempts;

namespace AlertFlow.Tests.Deliveries;

/// <summary>The top-level messages of an incident: where replies go, and what is marked when it is closed.</summary>
public sealed class TopLevelMessageTests
{
    [Fact]
    public void A_message_whose_thread_is_gone_is_told_by_itself_at_once()
    {
        var item = Item("alone") with { Conversation = Earlier };
        var gone = new DeliveryResult.Retry(FailureReason.ClientError, "Slack thread_not_found") { Anew = true };
        var failed = Fail(item, [Told(1)], gone, Noon);

        Assert.DoesNotContain("thread_ts", ((SlackRequest)Attempt(failed, [Told(1)], Noon).Request).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_incident_is_marked_on_every_top_level_message()
    {
        var closed = Told(1) with { Reason = Reason.Edit, Quiet = TimeSpan.FromMinutes(90) };
        var item = Item("alone") with { Conversation = Earlier, Roots = [new("C0123456789", "0.1"), new("C0123456789", "0.2")] };

        Assert.Equal(["1.000001", "0.1", "0.2"], Marked(ref item, closed));
        Assert.Equal(1, item.SettledThrough);
    }

    [Fact]
    public void A_new_top_level_message_keeps_the_one_before_to_be_marked()
    {
        var item = Item("alone") with { Conversation = Earlier };
        var reopened = Told(1) with { Reason = Reason.Reopened };

        var delivered = new DeliveryResult.Delivered("2.0", new("C0123456789", "2.0"));
        var after = Delivering.After(item, Attempt(item, [reopened], Noon), delivered, Noon, 1).Item;

        Assert.Equal([Earlier], after.Roots);
        Assert.Equal("2.0", after.Conversation!.Root);
    }

    [Fact]
    public void The_last_eight_top_level_messages_are_marked()
    {
        var item = Item("alone");
        foreach (var number in Enumerable.Range(1, 12))
        {
            var attempt = Attempt(item, [Told(number) with { Reason = Reason.Reopened }], Noon);
            item = Delivering.After(item, attempt, new DeliveryResult.Delivered(null, new("C0123456789", $"{number}.0")), Noon, 1).Item;
        }

        var closed = Told(13) with { Reason = Reason.Edit, Quiet = TimeSpan.FromMinutes(90) };

        Assert.Equal(["12.0", "5.0", "6.0", "7.0", "8.0", "9.0", "10.0", "11.0"], Marked(ref item, closed));
        Assert.Equal(13, item.SettledThrough);
    }

    /// <summary>Returns the messages that an edit goes to, in order.</summary>
    private static List<string> Marked(ref DeliveryItem item, Notification edit)
    {
        List<string> marked = [];
        while (Next(item, item.Pending([edit], null), Noon) is NextStep.Attempt attempt)
        {
            marked.Add(((SlackRequest)attempt.Request).Body.Split("\"ts\":\"")[1].Split('"')[0]);
            item = Delivering.After(item, attempt, new DeliveryResult.Delivered(null, Earlier), Noon, 1).Item;
        }

        return marked;
    }
}
