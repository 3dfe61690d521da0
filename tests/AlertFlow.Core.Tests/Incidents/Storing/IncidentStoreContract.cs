using System.Text;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents.Storing;

/// <summary>What every store promises. One suite, run on each.</summary>
public abstract class IncidentStoreContract
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    /// <summary>A way to the data of this test; each call gives one of its own.</summary>
    protected abstract IIncidentStore Open();

    /// <summary>Puts bytes where an item would be, at version 1.</summary>
    protected abstract Task<bool> WriteBytesAsync(IIncidentStore store, string key, string json);

    /// <summary>The bytes that were set aside.</summary>
    protected abstract Task<string?> AsideAsync(IIncidentStore store, string key);

    protected static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_was_never_written_has_no_item()
    {
        Assert.Null(await Open().ReadAsync("nothing", None));
    }

    [Fact]
    public async Task What_was_written_is_read_back_whole_by_another()
    {
        var item = Opened("1");

        Assert.True(await Open().WriteAsync(item, Noon, 0, None));
        var stored = await Open().ReadAsync(item.Key, None);

        Assert.Equal(1, stored!.Version);
        Assert.Equal(Encoding.UTF8.GetString(ItemJson.Write(item)), Encoding.UTF8.GetString(ItemJson.Write(stored.Item!)));
    }

    [Fact]
    public async Task Only_who_read_the_last_version_writes_the_next()
    {
        var store = Open();
        var item = Opened("1");
        Assert.True(await store.WriteAsync(item, null, 0, None));

        var other = item with { Touched = Noon.AddHours(1) };
        Assert.False(await store.WriteAsync(other, null, 0, None));
        Assert.False(await store.WriteAsync(other, null, 7, None));
        Assert.True(await store.WriteAsync(other, null, 1, None));
        Assert.Equal(2, (await store.ReadAsync(item.Key, None))!.Version);
    }

    [Fact]
    public async Task A_conflict_changes_neither_the_item_nor_when_it_is_due()
    {
        var store = Open();
        var item = Opened("1");
        await store.WriteAsync(item, Noon, 0, None);

        await store.WriteAsync(item with { Touched = Noon.AddHours(9) }, Noon.AddHours(9), 5, None);

        Assert.Equal(Noon, (await store.DueAsync(Noon.AddDays(1), 9, None))[0].At);
        Assert.Equal(Noon, (await store.ReadAsync(item.Key, None))!.Item!.Touched);
    }

    [Fact]
    public async Task What_is_due_comes_earliest_first_then_by_key()
    {
        var store = Open();
        foreach (var (key, minutes) in new[] { ("c", 5), ("a", 5), ("b", 1), ("d", 99) })
        {
            await store.WriteAsync(Opened("1") with { Key = key }, Noon.AddMinutes(minutes), 0, None);
        }

        await store.WriteAsync(Opened("1") with { Key = "never" }, null, 0, None);

        Assert.Equal(["b", "a", "c"], (await store.DueAsync(Noon.AddMinutes(5), 9, None)).Select(due => due.Key));
        Assert.Equal(["b", "a"], (await store.DueAsync(DateTimeOffset.MaxValue, 2, None)).Select(due => due.Key));
    }

    [Fact]
    public async Task What_is_written_anew_is_due_anew()
    {
        var store = Open();
        var item = Opened("1");
        await store.WriteAsync(item, Noon, 0, None);
        await store.WriteAsync(item, Noon.AddHours(1), 1, None);

        Assert.Empty(await store.DueAsync(Noon, 9, None));
        await store.WriteAsync(item, null, 2, None);
        Assert.Empty(await store.DueAsync(DateTimeOffset.MaxValue, 9, None));
    }

    [Fact]
    public async Task Many_writers_on_one_incident_count_each_finding_once()
    {
        const int writers = 8;
        const int findings = 20;
        var key = IncidentKey.Of(Some.Event("", "Netcat", Severity.High));
        await Parallel.ForAsync(0, writers, None, async (writer, cancellationToken) =>
        {
            var commit = new Commit(Open(), Some.Config);
            for (var n = 0; n < findings; n++)
            {
                var arrival = RoutingDecision.Resolve(Some.Config, Some.Event($"{writer}-{n}", "Netcat", Severity.High), Noon);
                while (!await TryAsync(() => commit.FindingsAsync(key, [arrival], Noon, cancellationToken)))
                {
                }
            }
        });

        var item = (await Open().ReadAsync(key, None))!.Item!;

        Assert.Equal(writers * findings, item.Incident.Count);
        Assert.Single(item.Outbox);
    }

    [Fact]
    public async Task An_item_of_a_newer_layout_is_neither_read_nor_written_over()
    {
        var store = Open();
        var newer = Opened("1") with { Schema = IncidentItem.CurrentSchema + 1 };
        await store.WriteAsync(newer, null, 0, None);
        var commit = new Commit(store, Some.Config);

        await Assert.ThrowsAsync<NewerItemException>(() => commit.TimerAsync(newer.Key, Noon.AddDays(1), None));
    }

    [Fact]
    public async Task Findings_move_a_visit_earlier_and_never_later()
    {
        var store = Open();
        var finding = Some.Event("1", "Netcat", Severity.High);
        var key = IncidentKey.Of(finding);
        var commit = new Commit(store, Some.Config, Handover.Queued, (_, _) => Task.CompletedTask);
        await commit.FindingsAsync(key, [RoutingDecision.Resolve(Some.Config, finding, Noon)], Noon, None);
        await store.WriteAsync((await store.ReadAsync(key, None))!.Item!, Noon.AddSeconds(1), 1, None);

        await commit.FindingsAsync(key, [RoutingDecision.Resolve(Some.Config, Some.Event("2", "Netcat", Severity.High), Noon)], Noon, None);

        Assert.Equal(Noon.AddSeconds(1), (await store.ReadAsync(key, None))!.Due);
        await commit.TimerAsync(key, Noon.AddSeconds(1), None);
        Assert.Equal(Noon.AddSeconds(10), (await store.ReadAsync(key, None))!.Due);
    }

    [Fact]
    public async Task An_unreadable_item_is_set_aside_and_the_incident_in_its_place_says_so()
    {
        var store = Open();
        var finding = Some.Event("1", "Netcat", Severity.High);
        var key = IncidentKey.Of(finding);
        Assert.True(await WriteBytesAsync(store, key, "{\"schema\":1,\"key\":7}"));

        var decision = await new Commit(store, Some.Config).FindingsAsync(key, [RoutingDecision.Resolve(Some.Config, finding, Noon)], Noon, None);

        Assert.NotNull(decision.Unreadable);
        Assert.True(Assert.Single(decision.Item.Outbox).HistoryUnreadable);
        Assert.True((await store.ReadAsync(key, None))!.Item!.Incident.HistoryUnreadable);
        Assert.Equal("{\"schema\":1,\"key\":7}", await AsideAsync(store, key));
    }

    [Fact]
    public async Task Members_that_a_later_version_wrote_are_kept()
    {
        var store = Open();
        var json = Encoding.UTF8.GetString(ItemJson.Write(Opened("1"))).Replace("{\"schema\"", "{\"told_twice\":[1],\"schema\"", StringComparison.Ordinal);
        var item = ItemJson.Read(Encoding.UTF8.GetBytes(json));
        await store.WriteAsync(item, null, 0, None);

        await new Commit(store, Some.Config).TimerAsync(item.Key, Noon.AddHours(2), None);

        Assert.Equal("[1]", (await store.ReadAsync(item.Key, None))!.Item!.Later!["told_twice"].GetRawText());
    }

    private static IncidentItem Opened(string id)
    {
        var finding = Some.Event(id, "Netcat", Severity.High);
        return Decide.OnFindings(IncidentKey.Of(finding), null, [RoutingDecision.Resolve(Some.Config, finding, Noon)], Noon, Some.Config).Item;
    }

    private static async Task<bool> TryAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (ConflictException)
        {
            return false;
        }
    }
}
