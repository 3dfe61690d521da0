using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Notifications;
using static AlertFlow.Tests.Deliveries.Attempts;

namespace AlertFlow.Tests.Deliveries;

public sealed class RedriveTests
{
    [Fact]
    public void An_entry_is_settled_when_every_receiver_and_every_fallback_has_settled_it()
    {
        var incident = Template.Incident;
        var item = Owing(
            Told(1) with { Receivers = ["slack", "alone"] },
            Told(2) with { Receivers = ["alone"], Urgent = true },
            Told(3) with { Receivers = [] });
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

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    public void A_redrive_is_urgent_if_anything_that_the_stream_owes_is(bool first, bool second, bool urgent)
    {
        var item = Owing(Told(1) with { Receivers = ["alone"], Urgent = first }, Told(2) with { Receivers = ["alone"], Urgent = second });

        Assert.Equal([(new WakeUp(Item("alone").Stream, 1), urgent)], Redrive.Of(item, []).Owed);
    }

    /// <summary>An outbox need not be in order.</summary>
    [Fact]
    public void A_redrive_wakes_up_the_first_that_is_owed_and_a_stream_delivers_by_sequence()
    {
        Notification[] outbox = [Told(3), Told(1), Told(4), Told(2)];

        Assert.All(Redrive.Of(Owing(outbox), []).Owed, owed => Assert.Equal(1, owed.WakeUp.Sequence));
        Assert.Equal([1, 2, 3, 4], Item("alone").Pending(outbox, null).Select(entry => entry.Sequence));
        Assert.Equal([3, 4], (Item("alone") with { SettledThrough = 2 }).Pending(outbox, null).Select(entry => entry.Sequence));
    }

    private static IncidentItem Owing(params Notification[] outbox) => Decided with { Outbox = outbox };
}
