using AlertFlow.Channels;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Tests.Deliveries;

/// <summary>What every delivery store promises. One suite, run on each.</summary>
public abstract class DeliveryStoreContract
{
    private static readonly DateTimeOffset Noon = Some.Noon;
    private static readonly DateTimeOffset Soon = Noon.AddSeconds(20);
    private static readonly DeliveryStream Stream = new("111122223333|eu-west-1|task", "00112233aabbccdd", "slack");

    /// <summary>A way to the data of this test; each call gives one of its own.</summary>
    protected abstract IDeliveryStore Open();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_stream_begins_empty()
    {
        var taken = Assert.IsType<Lease.Taken>(await Open().LeaseAsync(Stream, "a", Noon, Soon, None));

        Assert.Equal(Stream, taken.Item.Stream);
        Assert.Equal(0, taken.Item.SettledThrough);
    }

    [Fact]
    public async Task A_written_stream_is_read_back_whole_by_another_owner()
    {
        var item = await BegunAsync("a") with
        {
            SettledThrough = 3,
            Conversation = new Conversation("C0123456789", "1.000001"),
            Roots = [new Conversation("C0123456789", "0.5")],
            FellBack = [new FellBack(2, "mail")],
            Slot = new ReservedSlot(Noon.AddSeconds(3), Noon),
            Failing = new Failing { Since = Noon, Attempts = 2, Reason = FailureReason.Timeout, Detail = "Slack", NotBefore = Soon },
            Outcomes = [new DeliveryOutcome(3, Settlement.Delivered, Noon, "1.000001")],
        };

        Assert.True(await Open().WriteAsync(item, "a", release: true, None));
        var again = Assert.IsType<Lease.Taken>(await Open().LeaseAsync(Stream, "b", Noon, Soon, None)).Item;

        Assert.Equal(DeliveryJson.Write(item), DeliveryJson.Write(again));
        Assert.Equal(DeliveryJson.Write(item), DeliveryJson.Write(Assert.Single(await Open().OfKeyAsync(Stream.Key, None))));
    }

    [Fact]
    public async Task A_held_stream_is_not_leased_to_another_until_it_is_released_or_expires()
    {
        var store = Open();
        var item = await BegunAsync("a");

        Assert.Equal(Soon, Assert.IsType<Lease.Held>(await store.LeaseAsync(Stream, "b", Noon, Soon, None)).Until);
        Assert.IsType<Lease.Taken>(await store.LeaseAsync(Stream, "a", Noon, Soon, None));
        await store.WriteAsync(item, "a", release: true, None);
        Assert.IsType<Lease.Taken>(await store.LeaseAsync(Stream, "b", Noon, Soon, None));
        Assert.IsType<Lease.Held>(await store.LeaseAsync(Stream, "c", Soon.AddMilliseconds(-1), Soon.AddMinutes(1), None));
        Assert.IsType<Lease.Taken>(await store.LeaseAsync(Stream, "c", Soon.AddMilliseconds(1), Soon.AddMinutes(1), None));
    }

    [Fact]
    public async Task An_owner_that_lost_a_stream_writes_nothing_to_it()
    {
        var store = Open();
        var item = await BegunAsync("a");
        await store.LeaseAsync(Stream, "b", Soon.AddSeconds(1), Soon.AddMinutes(1), None);

        Assert.False(await store.WriteAsync(item with { SettledThrough = 9 }, "a", release: false, None));
        Assert.False(await store.WriteAsync(item with { SettledThrough = 9 }, "nobody", release: false, None));
        Assert.Equal(0, Assert.Single(await store.OfKeyAsync(Stream.Key, None)).SettledThrough);
    }

    [Fact]
    public async Task The_owner_of_a_stream_writes_as_often_as_it_needs()
    {
        var store = Open();
        var item = await BegunAsync("a");

        Assert.True(await store.WriteAsync(item with { SettledThrough = 1 }, "a", release: false, None));
        Assert.True(await store.WriteAsync(item with { SettledThrough = 2 }, "a", release: false, None));
        Assert.IsType<Lease.Held>(await store.LeaseAsync(Stream, "b", Noon, Soon, None));
    }

    [Fact]
    public async Task A_key_has_the_streams_of_all_its_incidents_and_of_no_other_key()
    {
        var store = Open();
        foreach (var stream in new[]
            {
                Stream,
                Stream with { Path = "slack>mail" },
                Stream with { Incident = "ffeeddccbbaa0099" },
                Stream with { Key = Stream.Key + "2" },
            })
        {
            await store.LeaseAsync(stream, "a", Noon, Soon, None);
        }

        Assert.Equal(3, (await store.OfKeyAsync(Stream.Key, None)).Count);
        Assert.Empty(await store.OfKeyAsync("nothing", None));
    }

    [Fact]
    public async Task One_of_many_competing_owners_gets_a_stream()
    {
        var leases = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(owner => Open().LeaseAsync(Stream, $"owner-{owner}", Noon, Soon, None)));

        Assert.Single(leases.OfType<Lease.Taken>());
    }

    private async Task<DeliveryItem> BegunAsync(string owner) =>
        Assert.IsType<Lease.Taken>(await Open().LeaseAsync(Stream, owner, Noon, Soon, None)).Item;
}
