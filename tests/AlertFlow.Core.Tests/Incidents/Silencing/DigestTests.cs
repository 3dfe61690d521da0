using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Sources.GuardDuty;
using AlertFlow.Tests.Incidents.Items;
using AlertFlow.Tests.Incidents.Storing;

namespace AlertFlow.Tests.Incidents.Silencing;

/// <summary>What a silence hid is told once to each who would have been told of it, when the silence has ended.</summary>
public sealed class DigestTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;
    private static readonly DateTimeOffset End = Noon.AddHours(4);

    private readonly InMemoryIncidentStore store = new();
    private readonly List<Notification> told = [];
    private RoutingConfig config = Silencing("Netcat", End);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private Commit Commit => new(store, config);

    private IReadOnlyList<Notification> Digests => [.. told.Where(one => one.Reason is Reason.Digest)];

    [Fact]
    public async Task Each_receiver_gets_one_digest_of_what_was_hidden_from_it()
    {
        await ReceiveAsync(Noon, Some.Event("1", "Netcat", Severity.High), Some.Event("2", "Netcat", Severity.High), Some.Event("3", "Netcat", Severity.Medium, Some.TaskB));

        await RunUntilAsync(End.AddDays(2));

        var (slack, pager) = (DigestOf("slack"), DigestOf("pager"));
        Assert.Equal(2, told.Count);
        Assert.Equal((3L, 3L, 2L, Severity.High), (slack.Delta, slack.Count, slack.Silence!.Incidents, slack.Severity));
        Assert.Equal((2L, 1L, Severity.High), (pager.Delta, pager.Silence!.Incidents, pager.Severity));
        Assert.Equal(("silence Netcat", End, "team", "known noise"), (slack.Silence.Name, slack.Silence.Until, slack.Silence.Owner, slack.Silence.Because));
        Assert.Equal([Severity.High, Severity.Medium], slack.Silence.Gravest.Select(hidden => hidden.Severity));
        Assert.Equal("task/3f2a · 111122223333", slack.Silence.Gravest[0].Place);
        Assert.False(slack.Urgent);
        Assert.InRange(slack.At, End, End.AddMinutes(5));
    }

    [Fact]
    public async Task What_goes_on_is_opened_and_in_the_digest_too()
    {
        await ReceiveAsync(End.AddMinutes(-5), Some.Event("1", "Netcat", Severity.High));

        await RunUntilAsync(End.AddMinutes(10));

        Assert.Equal([Reason.Opened, Reason.Digest, Reason.Digest], told.Select(one => one.Reason).Order());
    }

    [Fact]
    public async Task A_silence_that_hid_nothing_has_no_digest()
    {
        await ReceiveAsync(Noon, Some.Event("1", "Reverse shell", Severity.High), Some.Event("2", "Netcat", Severity.Critical));

        await RunUntilAsync(End.AddDays(2));

        Assert.Empty(Digests);
    }

    [Fact]
    public async Task What_is_suppressed_is_in_no_digest()
    {
        config = config with { Suppress = [new Suppression("tests", [new Matcher("rule", MatchOperator.Equal, "Netcat")], "load tests")] };
        await ReceiveAsync(Noon, Some.Event("1", "Netcat", Severity.High));

        await RunUntilAsync(End.AddDays(2));

        Assert.Empty(Digests);
    }

    [Fact]
    public async Task What_was_hidden_of_an_incident_that_another_one_follows_is_in_the_digest_all_the_same()
    {
        config = Silencing("Netcat", Noon.AddDays(5));
        await ReceiveAsync(Noon, Some.Event("1", "Netcat", Severity.Medium));
        await ReceiveAsync(Noon.AddDays(3), Some.Event("2", "Netcat", Severity.Medium));

        await RunUntilAsync(Noon.AddDays(6));

        var digest = Assert.Single(Digests);
        Assert.Equal((2L, 2L), (digest.Delta, digest.Silence!.Incidents));
    }

    [Fact]
    public async Task Whoever_dies_between_the_digest_and_the_incident_puts_it_there_once()
    {
        await ReceiveAsync(Noon, Some.Event("1", "Netcat", Severity.Medium));
        var mortal = new MortalAt(store) { Dies = write => write == 3 };

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunUntilAsync(mortal, End.AddMinutes(1)));
        await RunUntilAsync(End.AddDays(1));

        Assert.Equal((1L, 1L), (DigestOf("slack").Delta, DigestOf("slack").Silence!.Incidents));
    }

    [Fact]
    public async Task What_comes_after_the_digest_was_told_is_told_as_more_of_it()
    {
        config = Silencing("Netcat", End);
        await ReceiveAsync(Noon, Some.Event("1", "Netcat", Severity.Medium));
        await RunUntilAsync(End.AddMinutes(10));

        // An environment whose clock is behind still silences.
        await Commit.FindingsAsync(
            "b", [RoutingDecision.Resolve(config, Some.Event("2", "Netcat", Severity.Medium, Some.TaskB), End.AddSeconds(-1))], End.AddMinutes(11), None);
        await RunUntilAsync(End.AddDays(1));

        Assert.Equal([(1, 1L, 1L), (2, 1L, 2L)], Digests.Select(digest => (digest.Sequence, digest.Delta, digest.Count)));
    }

    [Theory]
    [MemberData(nameof(ItemSizeTests.Texts), MemberType = typeof(ItemSizeTests))]
    public async Task A_digest_keeps_its_bounds_whatever_was_hidden(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 450));
        config = config with { Silences = [Some.Silence(text, Noon, End) with { Matchers = [new Matcher("severity", MatchOperator.AtLeast, "Low")], Owner = text, Reason = text }] };
        foreach (var n in Enumerable.Range(0, 200))
        {
            await ReceiveAsync(Noon, [.. Enumerable.Range(0, 8).Select(m => Some.Event($"{n}-{m}", $"{(n * 8) + m} {text}", Severity.High, $"{Some.TaskA}{n}{text}"))]);
        }

        await RunUntilAsync(End.AddMinutes(5));

        Assert.Equal([1600L, 1600L], Digests.GroupBy(digest => digest.Incident).Select(digest => digest.Sum(one => one.Delta)));
        Assert.Equal(200, DigestOf("slack").Silence!.Incidents);
        Assert.All(Digests, digest => Assert.InRange(ItemJson.Write(digest).Length, 1, 2048));
        foreach (var digest in Digests)
        {
            Assert.InRange(ItemJson.Write((await store.ReadAsync(digest.Resource.Key, None))!.Item!).Length, 1, 65_535);
        }
    }

    private static RoutingConfig Silencing(string rule, DateTimeOffset until) => Some.Config with { Silences = [Some.Silence(rule, Noon.AddDays(-1), until)] };

    private Notification DigestOf(string receiver) => Assert.Single(Digests, digest => digest.Receivers.Contains(receiver));

    private async Task ReceiveAsync(DateTimeOffset at, params Finding[] findings)
    {
        foreach (var key in findings.GroupBy(IncidentKey.Of))
        {
            await HandOverAsync(Commit, await Commit.FindingsAsync(key.Key, [.. key.Select(finding => RoutingDecision.Resolve(config, finding, at))], at, None));
        }
    }

    private Task RunUntilAsync(DateTimeOffset until) => RunUntilAsync(store, until);

    private async Task RunUntilAsync(IIncidentStore through, DateTimeOffset until)
    {
        var commit = new Commit(through, config);
        while (await store.DueAsync(until, 1, None) is [var due])
        {
            await HandOverAsync(commit, await commit.TimerAsync(due.Key, due.At, None));
        }
    }

    private async Task HandOverAsync(Commit commit, Decision decision)
    {
        if (decision.Item.Outbox.Count > 0)
        {
            told.AddRange(decision.Item.Outbox.Where(one => one.Reason is not Reason.Edit));
            await commit.SettleAsync(decision.Item.Key, decision.Item.Outbox, None);
        }
    }

    /// <summary>Dies instead of a write.</summary>
    private sealed class MortalAt(IIncidentStore inner) : IIncidentStore
    {
        private int writes;

        public required Func<int, bool> Dies { get; init; }

        public Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

        public Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken) =>
            Dies(++writes) ? throw new OperationCanceledException() : inner.WriteAsync(item, due, version, cancellationToken);

        public Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) => inner.DueAsync(until, limit, cancellationToken);

        public Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken) => inner.SetAsideAsync(key, version, cancellationToken);
    }
}
