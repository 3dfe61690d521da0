using AlertFlow.Channels;
using AlertFlow.Channels.Slack;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Notifications;
using static AlertFlow.Tests.Deliveries.Attempts;

namespace AlertFlow.Tests.Deliveries;

public sealed class DeliveringTests
{
    [Fact]
    public void Nothing_pending_is_idle() => Assert.IsType<NextStep.Idle>(Next(Item("slack"), [], Noon));

    [Fact]
    public void The_head_is_tried_first_and_what_follows_waits_for_it()
    {
        var item = Item("slack");
        var pending = new[] { Told(1), Told(2) };

        Assert.Equal(1, Attempt(item, pending, Noon).Entry.Sequence);
        var (after, settlement, _) = Delivering.After(item, Attempt(item, pending, Noon), new DeliveryResult.Delivered("1.000001", Earlier), Noon, 0);

        Assert.Equal(Settlement.Delivered, settlement);
        Assert.Equal([2], after.Pending(pending, null).Select(entry => entry.Sequence));
        Assert.Equal(Earlier, after.Conversation);
    }

    [Fact]
    public void A_failed_attempt_is_made_again_after_a_pause_that_doubles_up_to_a_minute()
    {
        var (item, now) = (Item("alone"), Noon);
        List<double> pauses = [];
        for (var attempt = 0; attempt < 9; attempt++)
        {
            item = Fail(item, [Told(1)], Busy, now);
            var wait = Assert.IsType<NextStep.Wait>(Next(item, [Told(1)], now));
            pauses.Add((wait.Until - now).TotalSeconds);
            now = wait.Until;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], pauses);
    }

    [Fact]
    public void What_the_destination_asks_for_is_waited_out()
    {
        var item = Fail(Item("alone"), [Told(1)], new DeliveryResult.Retry(FailureReason.RateLimited, "Slack 429") { After = TimeSpan.FromSeconds(90) }, Noon);

        Assert.Equal(Noon.AddSeconds(90), Assert.IsType<NextStep.Wait>(Next(item, [Told(1)], Noon)).Until);
    }

    [Fact]
    public void What_is_rejected_goes_to_the_fallback_at_once_and_where_there_is_none_to_the_dead_letters()
    {
        var rejected = new DeliveryResult.Rejected(FailureReason.ClientError, "Slack channel_not_found");

        var (fell, settlement, _) = Delivering.After(Item("slack"), Attempt(Item("slack"), [Told(1)], Noon), rejected, Noon, 1);
        Assert.Equal((Settlement.FellBack, "topic"), (settlement, fell.FellBack[0].To));
        (_, settlement, var detail) = Delivering.After(Item("alone"), Attempt(Item("alone"), [Told(1)], Noon), rejected, Noon, 1);
        Assert.Equal((Settlement.DeadLettered, "Slack channel_not_found"), (settlement, detail));
    }

    [Fact]
    public void After_six_hours_it_is_given_up_with_the_last_reason()
    {
        var item = Fail(Item("alone"), [Told(1)], Busy, Noon.AddHours(5));

        var settle = Assert.IsType<NextStep.Settle>(Next(item, [Told(1)], Noon.AddHours(6).AddSeconds(1)));

        Assert.Equal((Settlement.DeadLettered, "not delivered within 6 h: Slack 503"), (settle.Settlement, settle.Because));
    }

    [Fact]
    public void An_edit_is_folded_where_something_later_shows_it_or_nothing_was_sent_yet()
    {
        var edit = Told(1) with { Reason = Reason.Edit };

        Assert.Equal(Settlement.Folded, Assert.IsType<NextStep.Settle>(Next(Item("slack"), [edit, Told(2)], Noon)).Settlement);
        Assert.Equal(Settlement.Folded, Assert.IsType<NextStep.Settle>(Next(Item("slack"), [edit], Noon)).Settlement);
        Assert.IsType<NextStep.Attempt>(Next(Item("slack") with { Conversation = Earlier }, [edit], Noon));
    }

    [Fact]
    public void An_edit_never_goes_to_a_fallback()
    {
        var edit = Told(1) with { Reason = Reason.Edit };
        var item = Item("slack") with { Conversation = Earlier };

        var (_, settlement, _) = Delivering.After(item, Attempt(item, [edit], Noon), new DeliveryResult.Rejected(FailureReason.ClientError, "no"), Noon, 1);

        Assert.Equal(Settlement.Folded, settlement);
    }

    [Fact]
    public void What_is_told_late_says_so_and_what_is_told_in_time_does_not_ask()
    {
        var delay = new Delay(TimeSpan.FromMinutes(21), "Slack 503", Noon, ["pager"], 4);

        var late = (SlackRequest)Assert.IsType<NextStep.Attempt>(Delivering.Next(Item("alone"), [Told(1)], Config, Noon.AddMinutes(21), _ => delay)).Request;
        Delivering.Next(Item("alone"), [Told(1)], Config, Noon.AddMinutes(2), _ => throw new InvalidOperationException("asked"));

        Assert.Contains("late by 21 min", late.Body, StringComparison.Ordinal);
        Assert.Contains("Slack 503 since 12:00:00 UTC; told meanwhile: pager", late.Body, StringComparison.Ordinal);
        Assert.Contains("now ×4", late.Body.Replace("\\u00D7", "×", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_receiver_that_is_no_longer_configured_is_dead_lettered() =>
        Assert.Equal(Settlement.DeadLettered, Assert.IsType<NextStep.Settle>(Next(Item("gone"), [Told(1) with { Receivers = ["gone"] }], Noon)).Settlement);

    [Fact]
    public void A_delivery_after_one_that_may_have_been_accepted_is_marked_as_one_that_may_be_there_twice()
    {
        var item = Fail(Item("alone"), [Told(1)], HttpOutcome.TimedOut("Slack"), Noon);

        var after = Delivering.After(item, Attempt(item, [Told(1)], Noon.AddMinutes(1)), new DeliveryResult.Delivered("1.0", Earlier), Noon, 1).Item;

        Assert.True(after.Outcomes[^1].Ambiguous);
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("alone")]
    [InlineData("topic")]
    public void In_shadow_nobody_but_the_one_is_tried_and_nobody_takes_its_place(string shadow)
    {
        var config = Config.InShadow(shadow);
        foreach (var receiver in config.Receivers)
        {
            var next = Delivering.Next(Item(receiver.Name), [Told(1)], config, Noon, _ => null);

            if (receiver.Name == shadow)
            {
                Assert.Equal((null, null), (Assert.IsType<NextStep.Attempt>(next).Deadline, ((NextStep.Attempt)next).Fallback));
                Assert.Equal(
                    Settlement.DeadLettered,
                    Delivering.After(Item(shadow), (NextStep.Attempt)next, new DeliveryResult.Rejected(FailureReason.ClientError, "no"), Noon, 0).Settlement);
            }
            else
            {
                Assert.Equal(Settlement.DeadLettered, Assert.IsType<NextStep.Settle>(next).Settlement);
            }
        }
    }
}
