using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Tests.Deliveries.Pacing;

/// <summary>What every pace store promises. One suite, run on each.</summary>
public abstract class PaceStoreContract
{
    private static readonly DateTimeOffset Noon = Some.Noon;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Pace Slack = new("slack #alerts", Second);

    /// <summary>A way to the data of this test; each call gives one of its own.</summary>
    protected abstract IPaceStore Open();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_is_sent_at_once_and_each_later_one_an_interval_after()
    {
        var store = Open();

        Assert.IsType<Slot.Now>(await TakeAsync(store, Noon));
        Assert.Equal(Noon.AddSeconds(1), Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon)).At);
        Assert.Equal(Noon.AddSeconds(2), Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon)).At);
        Assert.IsType<Slot.Now>(await TakeAsync(store, Noon.AddSeconds(3)));
    }

    [Fact]
    public async Task Destinations_do_not_wait_for_one_another()
    {
        var store = Open();
        await TakeAsync(store, Noon);

        Assert.IsType<Slot.Now>(
            await store.TakeAsync(Slack with { Destination = "slack #others" }, null, TimeSpan.FromDays(1), Noon, None));
    }

    [Fact]
    public async Task A_slot_that_was_reserved_is_kept()
    {
        var store = Open();
        await TakeAsync(store, Noon);
        var reserved = Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon)).At;

        Assert.Equal(reserved, Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon.AddMilliseconds(500), reserved)).At);
        Assert.IsType<Slot.Now>(await TakeAsync(store, reserved, reserved));
    }

    [Fact]
    public async Task Nothing_is_reserved_beyond_the_horizon()
    {
        var store = Open();
        for (var taken = 0; taken < 6; taken++)
        {
            await TakeAsync(store, Noon, horizon: 5 * Second);
        }

        var full = Assert.IsType<Slot.Full>(await TakeAsync(store, Noon, horizon: 5 * Second));

        Assert.Equal(Noon.AddSeconds(1), full.Until);
        Assert.Equal(Noon.AddSeconds(6), Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon)).At);
    }

    [Fact]
    public async Task A_slot_exactly_at_the_horizon_is_reserved()
    {
        var store = Open();
        await TakeAsync(store, Noon, horizon: Second);

        Assert.Equal(Noon + Second, Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon, horizon: Second)).At);
        Assert.IsType<Slot.Full>(await TakeAsync(store, Noon, horizon: Second));
    }

    [Fact]
    public async Task A_slot_that_begins_now_needs_no_wait()
    {
        var store = Open();
        await TakeAsync(store, Noon);

        Assert.IsType<Slot.Now>(await TakeAsync(store, Noon + Second));
        Assert.Equal(Noon + (2 * Second), Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon + Second)).At);
    }

    [Fact]
    public async Task A_destination_that_was_held_gives_no_slot_away_twice()
    {
        var store = Open();
        for (var taken = 0; taken < 4; taken++)
        {
            await TakeAsync(store, Noon);
        }

        await store.HoldAsync(Slack.Destination, Noon + Second, None);

        Assert.Equal(Noon + (4 * Second), Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon + Second)).At);
    }

    [Fact]
    public async Task While_a_destination_is_held_nobody_sends_reserved_or_not()
    {
        var store = Open();
        await TakeAsync(store, Noon);
        var reserved = Assert.IsType<Slot.Reserved>(await TakeAsync(store, Noon)).At;
        await store.HoldAsync(Slack.Destination, Noon.AddSeconds(30), None);
        await store.HoldAsync(Slack.Destination, Noon.AddSeconds(10), None);

        Assert.Equal(Noon.AddSeconds(30), Assert.IsType<Slot.Held>(await TakeAsync(store, Noon.AddSeconds(1), reserved)).Until);
        Assert.Equal(Noon.AddSeconds(30), Assert.IsType<Slot.Held>(await TakeAsync(store, Noon.AddSeconds(2))).Until);
        Assert.IsType<Slot.Now>(await TakeAsync(store, Noon.AddSeconds(30)));
    }

    [Fact]
    public async Task No_slot_is_given_twice_however_many_ask()
    {
        var slots = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => TakeAsync(Open(), Noon)));

        var times = slots.Select(slot => slot is Slot.Reserved reserved ? reserved.At : Noon).Order().ToList();
        Assert.Single(slots.OfType<Slot.Now>());
        Assert.Equal(Enumerable.Range(0, 32).Select(n => Noon + (n * Second)), times);
    }

    private static Task<Slot> TakeAsync(IPaceStore store, DateTimeOffset now, DateTimeOffset? reserved = null, TimeSpan? horizon = null) =>
        store.TakeAsync(Slack, reserved, horizon ?? TimeSpan.FromDays(1), now, None);
}
