using AlertFlow.Channels;
using AlertFlow.Channels.Slack;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Tests.Deliveries;

public sealed class DeliveringTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;
    private static readonly Conversation Thread = new("C0123456789", "1.000001");
    private static readonly DeliveryResult.Retry Busy = new(FailureReason.ServerError, "Slack 503");

    private static readonly RoutingConfig Config = Some.Config with
    {
        Receivers =
        [
            new Receiver { Name = "slack", Channel = "slack", Settings = new Dictionary<string, string> { ["channel"] = "#alerts" }, Fallback = "topic" },
            new Receiver { Name = "alone", Channel = "slack", Settings = new Dictionary<string, string> { ["channel"] = "#alerts" } },
            new Receiver { Name = "topic", Channel = "sns", Settings = new Dictionary<string, string> { ["topic_arn"] = "arn:aws:sns:eu-west-1:111122223333:a" } },
        ],
    };

    private static readonly Notification Template = Decide.OnFindings(
        "key", null, [RoutingDecision.Resolve(Some.Config, Some.Event("1", "Netcat", Severity.High), Noon)], Noon, Some.Config).Item.Outbox[0];

    [Fact]
    public void Nothing_pending_is_idle() => Assert.IsType<NextStep.Idle>(Next(Item("slack"), [], Noon));

    [Fact]
    public void The_head_is_tried_first_and_what_follows_waits_for_it()
    {
        var item = Item("slack");
        var pending = new[] { Told(1), Told(2) };

        Assert.Equal(1, Attempt(item, pending, Noon).Entry.Sequence);
        var (after, settlement, _) = Delivering.After(item, Attempt(item, pending, Noon), new DeliveryResult.Delivered("1.000001", Thread), Noon, 0);

        Assert.Equal(Settlement.Delivered, settlement);
        Assert.Equal([2], after.Pending(pending, null).Select(entry => entry.Sequence));
        Assert.Equal(Thread, after.Conversation);
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

    [Theory]
    [InlineData("Critical", 60)]
    [InlineData("High", 180)]
    [InlineData("Medium", 1800)]
    public void A_fallback_is_told_when_patience_ends_and_is_told_once(string caption, int seconds)
    {
        var entry = Told(1) with { Severity = new[] { Severity.Critical, Severity.High, Severity.Medium }.Single(severity => severity.Caption == caption) };
        var (item, now) = (Fail(Item("slack"), [entry], Busy, Noon), Noon);
        while (Next(item, [entry], now) is var step && step is not NextStep.Settle)
        {
            (item, now) = step switch
            {
                NextStep.Wait wait => (item, wait.Until),
                NextStep.Attempt => (Fail(item, [entry], Busy, now), now),
                _ => throw new InvalidOperationException($"{step}"),
            };
        }

        var settle = Assert.IsType<NextStep.Settle>(Next(item, [entry], now));
        Assert.Equal(Settlement.FellBack, settle.Settlement);
        Assert.Equal(Noon.AddSeconds(seconds), now);

        var settled = Delivering.Settled(item, entry, settle.Settlement, settle.Because, now, "topic");
        var child = new DeliveryItem { Stream = item.Stream.Fallback("topic") };
        Assert.Empty(settled.Pending([entry], null));
        Assert.Equal([1], child.Pending([entry], settled).Select(pending => pending.Sequence));
        Assert.Empty((child with { SettledThrough = 1 }).Pending([entry], settled));
    }

    [Fact]
    public void To_wait_for_a_slot_too_long_ends_patience_as_a_failure_does()
    {
        var item = Item("slack") with { Slot = new ReservedSlot(Noon.AddMinutes(5), Noon) };

        Assert.IsType<NextStep.Attempt>(Next(item, [Told(1)], Noon.AddMinutes(3).AddSeconds(-1)));
        Assert.Equal(Settlement.FellBack, Assert.IsType<NextStep.Settle>(Next(item, [Told(1)], Noon.AddMinutes(3))).Settlement);
    }

    [Fact]
    public void Behind_a_failing_head_something_graver_ends_patience()
    {
        var pending = new[] { Told(1) with { Severity = Severity.Medium }, Told(2) with { Severity = Severity.Critical } };
        var item = Fail(Item("slack"), pending, Busy, Noon);

        Assert.Equal(Settlement.FellBack, Assert.IsType<NextStep.Settle>(Next(item, pending, Noon.AddMinutes(1))).Settlement);
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
    public void A_refused_secret_is_tried_until_one_that_was_read_later_is_refused_too()
    {
        var (item, now) = (Item("alone"), Noon);
        foreach (var minutes in new[] { 0, 1, 2 })
        {
            (item, var settlement, _) = Delivering.After(item, Attempt(item, [Told(1)], now), Refusal(Noon.AddMinutes(-5)), now, 1);
            Assert.Null(settlement);
            now = Noon.AddMinutes(minutes + 1);
        }

        var (_, end, detail) = Delivering.After(item, Attempt(item, [Told(1)], now), Refusal(Noon.AddSeconds(1)), now, 1);

        Assert.Equal(Settlement.DeadLettered, end);
        Assert.StartsWith("Slack invalid_auth", detail, StringComparison.Ordinal);

        static DeliveryResult.Retry Refusal(DateTimeOffset asOf) => new(FailureReason.AuthError, "Slack invalid_auth") { SecretAsOf = asOf };
    }

    [Fact]
    public void A_message_whose_thread_is_gone_is_told_by_itself_at_once()
    {
        var item = Item("alone") with { Conversation = Thread };
        var failed = Fail(item, [Told(1)], new DeliveryResult.Retry(FailureReason.ClientError, "Slack thread_not_found") { Anew = true }, Noon);

        Assert.DoesNotContain("thread_ts", ((SlackRequest)Attempt(failed, [Told(1)], Noon).Request).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_is_folded_where_something_later_shows_it_or_nothing_was_sent_yet()
    {
        var edit = Told(1) with { Reason = Reason.Edit };

        Assert.Equal(Settlement.Folded, Assert.IsType<NextStep.Settle>(Next(Item("slack"), [edit, Told(2)], Noon)).Settlement);
        Assert.Equal(Settlement.Folded, Assert.IsType<NextStep.Settle>(Next(Item("slack"), [edit], Noon)).Settlement);
        Assert.IsType<NextStep.Attempt>(Next(Item("slack") with { Conversation = Thread }, [edit], Noon));
    }

    [Fact]
    public void An_edit_never_goes_to_a_fallback()
    {
        var edit = Told(1) with { Reason = Reason.Edit };
        var item = Item("slack") with { Conversation = Thread };

        var (_, settlement, _) = Delivering.After(item, Attempt(item, [edit], Noon), new DeliveryResult.Rejected(FailureReason.ClientError, "no"), Noon, 1);

        Assert.Equal(Settlement.Folded, settlement);
    }

    [Fact]
    public void A_closed_incident_is_marked_on_every_top_level_message()
    {
        var closed = Told(1) with { Reason = Reason.Edit, Quiet = TimeSpan.FromMinutes(90) };
        var item = Item("alone") with { Conversation = Thread, Roots = [new("C0123456789", "0.1"), new("C0123456789", "0.2")] };
        List<string> marked = [];
        while (Next(item, item.Pending([closed], null), Noon) is NextStep.Attempt attempt)
        {
            marked.Add(((SlackRequest)attempt.Request).Body.Split("\"ts\":\"")[1].Split('"')[0]);
            item = Delivering.After(item, attempt, new DeliveryResult.Delivered(null, Thread), Noon, 1).Item;
        }

        Assert.Equal(["1.000001", "0.1", "0.2"], marked);
        Assert.Equal(1, item.SettledThrough);
    }

    [Fact]
    public void A_new_top_level_message_keeps_the_one_before_to_be_marked()
    {
        var item = Item("alone") with { Conversation = Thread };
        var reopened = Told(1) with { Reason = Reason.Reopened };

        var after = Delivering.After(item, Attempt(item, [reopened], Noon), new DeliveryResult.Delivered("2.0", new("C0123456789", "2.0")), Noon, 1).Item;

        Assert.Equal([Thread], after.Roots);
        Assert.Equal("2.0", after.Conversation!.Root);
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

        var after = Delivering.After(item, Attempt(item, [Told(1)], Noon.AddMinutes(1)), new DeliveryResult.Delivered("1.0", Thread), Noon, 1).Item;

        Assert.True(after.Outcomes[^1].Ambiguous);
    }

    [Fact]
    public void An_entry_is_settled_when_every_receiver_and_every_fallback_has_settled_it()
    {
        var incident = Template.Incident;
        var item = Decide.OnFindings("key", null, [RoutingDecision.Resolve(Some.Config, Some.Event("1", "Netcat", Severity.High), Noon)], Noon, Some.Config).Item
            with
        { Outbox = [Told(1) with { Receivers = ["slack", "alone"] }, Told(2) with { Receivers = ["alone"], Urgent = true }, Told(3) with { Receivers = [] }] };
        var slack = new DeliveryItem { Stream = new("key", incident, "slack"), SettledThrough = 1, FellBack = [new(1, "topic")] };
        var alone = new DeliveryItem { Stream = new("key", incident, "alone"), SettledThrough = 1 };

        var redrive = Redrive.Of(item, [slack, alone]);

        Assert.Equal([(incident, 3)], redrive.Settled);
        Assert.Equal(
            [(new WakeUp(slack.Stream.Fallback("topic"), 1), false), (new WakeUp(alone.Stream, 2), true)],
            redrive.Owed.OrderBy(owed => owed.WakeUp.Sequence));
        var child = new DeliveryItem { Stream = slack.Stream.Fallback("topic"), SettledThrough = 1 };
        Assert.Contains((incident, 1), Redrive.Of(item, [slack, alone, child]).Settled);
    }

    private static Notification Told(int sequence) => Template with { Sequence = sequence, Receivers = ["slack", "alone"], Urgent = false };

    private static DeliveryItem Item(string receiver) => new() { Stream = new("key", Template.Incident, receiver) };

    private static NextStep Next(DeliveryItem item, IReadOnlyList<Notification> pending, DateTimeOffset now) => Delivering.Next(item, pending, Config, now, _ => null);

    private static NextStep.Attempt Attempt(DeliveryItem item, IReadOnlyList<Notification> pending, DateTimeOffset now) =>
        Assert.IsType<NextStep.Attempt>(Next(item, pending, now));

    private static DeliveryItem Fail(DeliveryItem item, IReadOnlyList<Notification> pending, DeliveryResult.Retry retry, DateTimeOffset now)
    {
        var (after, settlement, _) = Delivering.After(item, Attempt(item, pending, now), retry, now, jitter: 1);
        Assert.Null(settlement);
        return after;
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
