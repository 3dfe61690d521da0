using System.Globalization;
using AlertFlow.Aws.DynamoDb;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.Proxy;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;
using Amazon.DynamoDBv2;

namespace AlertFlow.Aws.Tests.DynamoDb;

/// <summary>The calls and capacity of a commit, and its behaviour under network faults.</summary>
public sealed class RoundTripTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly CloudFixture fixture = new();
    private string table = "";

    private static CancellationToken None => TestContext.Current.CancellationToken;

    /// <summary>This class has a cloud of its own, because its faults would disturb other tests.</summary>
    public async ValueTask InitializeAsync()
    {
        await fixture.InitializeAsync();
        table = await fixture.CreateTableAsync();
        fixture.Cloud.Proxy.Calls.Clear();
    }

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task An_incident_and_a_batch_take_two_round_trips(int findings)
    {
        var reads = 0.0;
        var writes = 0.0;
        for (var batch = 0; batch < 10; batch++)
        {
            var arrivals = Enumerable.Range(batch * findings, findings).Select(Arrival).ToList();
            fixture.Cloud.Proxy.Calls.Clear();
            await Commit().FindingsAsync(Key, arrivals, Some.Noon.AddSeconds(batch), None);

            Assert.Equal(["GetItem", "PutItem"], fixture.Cloud.Proxy.Calls.Select(call => call.Operation));
            reads += fixture.Cloud.Proxy.Calls.Where(call => call.Reads).Sum(call => call.Capacity);
            writes += fixture.Cloud.Proxy.Calls.Where(call => !call.Reads).Sum(call => call.Capacity);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {findings} a batch | {reads / findings / 10:0.00} read and {writes / findings / 10:0.00} write units a finding |"));
        Assert.True(writes > 0);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_counts_once_though_the_client_sends_it_again()
    {
        var lost = 0;
        fixture.Cloud.Proxy.Fault = call => call.Operation is "PutItem" && lost++ == 0 ? new Fault.DropAfter() : null;

        await Commit().FindingsAsync(Key, [Arrival(1)], Some.Noon, None);
        var decision = await Commit().FindingsAsync(Key, [Arrival(2)], Some.Noon, None);

        Assert.Equal(
            ["GetItem", "PutItem", "PutItem", "GetItem", "GetItem", "PutItem"], fixture.Cloud.Proxy.Calls.Select(call => call.Operation));
        Assert.Equal(2, decision.Item.Incident.Count);
    }

    [Fact]
    public async Task A_throttled_call_is_repeated_and_nothing_counts_twice()
    {
        var calls = 0;
        fixture.Cloud.Proxy.Fault = _ => calls++ % 3 != 2 ? new Fault.Refuse(400, "ThrottlingException") : null;
        for (var n = 0; n < 5; n++)
        {
            await Commit().FindingsAsync(Key, [Arrival(n)], Some.Noon, None);
        }

        Assert.Equal(5, (await Store.ReadAsync(Key, None))!.Item!.Incident.Count);
    }

    /// <summary>Each of the 32 has credentials, a client and a clock of its own; none is more than a minute off.</summary>
    [Fact]
    public async Task Thirty_two_environments_on_one_incident_count_each_finding_once()
    {
        const int environments = 32;
        const int findings = 10;
        var conflicts = 0;
        await Task.WhenAll(Enumerable.Range(0, environments).Select(async environment =>
        {
            using var client = Client($"environment-{environment}");
            var skew = TimeSpan.FromSeconds((environment * 37 % 121) - 60);
            var random = new Random(environment);
            var commit = new Commit(
                new DynamoIncidentStore(client, table),
                Some.Config,
                Handover.Queued,
                (attempt, token) => Task.Delay(random.Next(20 << attempt), token));
            for (var n = 0; n < findings; n++)
            {
                var arrivals = new[] { Arrival((environment * findings) + n) };
                while (true)
                {
                    try
                    {
                        await commit.FindingsAsync(Key, arrivals, Some.Noon + skew, None);
                        break;
                    }
                    catch (ConflictException)
                    {
                        Interlocked.Increment(ref conflicts);
                    }
                }
            }
        }));

        var item = (await Store.ReadAsync(Key, None))!.Item!;
        var refused = fixture.Cloud.Proxy.Calls.Count(call => call is { Operation: "PutItem", Status: 400 });
        output.WriteLine($"{environments * findings} findings, {refused} refused writes, {conflicts} left to a retry");
        Assert.Equal(environments * findings, item.Incident.Count);
        Assert.Equal(
            0,
            item.Outbox.Select(entry => entry.Sequence).Order()
                .Zip(Enumerable.Range(1, item.Outbox.Count), (sequence, expected) => sequence - expected).Sum());
    }

    private static string Key => IncidentKey.Of(Some.Event("", "Netcat", Severity.High));

    private DynamoIncidentStore Store => new(fixture.Cloud.DynamoDb, table);

    private static RoutingDecision Arrival(int n) =>
        RoutingDecision.Resolve(Some.Config, Some.Event(n.ToString(CultureInfo.InvariantCulture), "Netcat", Severity.High), Some.Noon);

    private Commit Commit() => new(Store, Some.Config, Handover.Queued, (_, _) => Task.CompletedTask);

    private AmazonDynamoDBClient Client(string name) => new(LocalCloud.Credentials(name), fixture.Cloud.Config(new AmazonDynamoDBConfig()));
}
