using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Items;

public sealed class HandoverTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private static readonly IncidentItem Item = Decide.OnFindings(
        "key", null, [RoutingDecision.Resolve(Some.Config, Some.Event("1", "Netcat", Severity.High), Noon)], Noon, Some.Config).Item;

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(4, 5)]
    [InlineData(5, 15)]
    [InlineData(16, 60)]
    [InlineData(60, 120)]
    [InlineData(150, 180)]
    public void What_is_left_is_handed_over_again_after_1_5_15_and_60_minutes_and_then_every_hour(int? last, int next) =>
        Assert.Equal(Noon.AddMinutes(next), Handover.RedriveAt(Noon, last is { } minutes ? Noon.AddMinutes(minutes) : null));

    [Fact]
    public void What_is_handed_over_at_once_is_due_at_once_and_what_a_queue_carries_when_it_should_have_arrived()
    {
        Assert.Equal(Noon, Due.At(Item, Some.Config.Timers, Handover.Direct));
        Assert.Equal(Noon.AddMinutes(1), Due.At(Item, Some.Config.Timers, Handover.Queued));
    }

    [Fact]
    public void A_record_is_due_daily_while_it_is_open_and_once_when_it_is_closed()
    {
        var settled = Item with { Outbox = [] };
        var closed = settled with { Incident = settled.Incident with { Phase = Phase.Closed, ClosedAt = Noon.AddHours(2) } };

        Assert.Equal(Noon.AddDays(1), Handover.RecordAt(settled));
        Assert.Equal(Noon.AddHours(30), Handover.RecordAt(settled with { Recorded = Noon.AddHours(6) }));
        Assert.Equal(Noon.AddHours(2), Handover.RecordAt(closed with { Recorded = Noon.AddHours(1) }));
        Assert.Null(Handover.RecordAt(closed with { Recorded = Noon.AddHours(3) }));
        Assert.Equal(Noon.AddHours(2), Due.At(closed, Some.Config.Timers, Handover.Queued));
    }

    [Fact]
    public void A_record_that_was_written_at_the_very_end_is_not_due_again()
    {
        var incident = Item.Incident with { Phase = Phase.Closed, ClosedAt = Noon.AddHours(2) };
        var closed = Item with { Outbox = [], Incident = incident };

        Assert.Equal(Noon.AddHours(2), Handover.RecordAt(closed with { Recorded = Noon.AddHours(2).AddMilliseconds(-1) }));
        Assert.Null(Handover.RecordAt(closed with { Recorded = Noon.AddHours(2) }));
    }

    [Fact]
    public void A_record_of_a_closed_incident_waits_until_the_outbox_is_empty()
    {
        var closed = Item with { Incident = Item.Incident with { Phase = Phase.Closed, ClosedAt = Noon.AddHours(2) } };

        Assert.NotEmpty(closed.Outbox);
        Assert.Null(Handover.RecordAt(closed));
    }

    [Fact]
    public void A_day_begins_when_the_incident_opens_whatever_was_recorded_of_the_one_before() =>
        Assert.Equal(Noon.AddDays(1), Handover.RecordAt(Item with { Recorded = Noon.AddHours(-23) }));

    [Theory]
    [InlineData(Phase.Untold)]
    [InlineData(Phase.Digest)]
    public void An_incident_that_is_neither_open_nor_closed_has_no_record(Phase phase) =>
        Assert.Null(Handover.RecordAt(Item with { Outbox = [], Incident = Item.Incident with { Phase = phase, ClosedAt = Noon } }));

    [Fact]
    public void An_item_is_visited_for_its_record_or_for_its_outbox_whichever_comes_first()
    {
        var redriven = Item with { Redriven = Noon.AddHours(23).AddMinutes(30) };

        Assert.Equal(Noon.AddDays(1), Handover.Queued.DueAt(redriven));
        Assert.Equal(Noon.AddDays(1), Handover.Queued.DueAt(redriven with { Outbox = [] }));
        Assert.Equal(Noon.AddHours(25), Handover.Queued.DueAt(redriven with { Redriven = Noon.AddHours(24), Recorded = Noon.AddHours(20) }));
    }
}
