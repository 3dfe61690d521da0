using AlertFlow.Findings;
using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.Incidents;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Tests;

/// <summary>Slack fails for ten minutes while 300 incidents begin.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddMinutes(10);

    [Fact]
    public Task Messages_arrive_in_order_severe_ones_reach_the_fallback_in_time_and_no_other_receiver_waits() =>
        PlayAsync(Stores.InMemory());

    [Fact]
    public async Task It_holds_over_the_tables_of_DynamoDB_too()
    {
        await using var dynamoDb = await DynamoDb.StartAsync();
        await PlayAsync(await dynamoDb.StoresAsync());
    }

    private async Task PlayAsync(Stores stores)
    {
        var world = new World(1, stores, StateAt);
        var scenario = new Scenario();
        for (var incident = 0; incident < 300; incident++)
        {
            var at = Start.AddSeconds(2 * incident);
            scenario.Add(
                at,
                "sysdig",
                Events.TaskArn(incident),
                $"{incident:x32}",
                1,
                Events.Sysdig($"{incident:x32}", "Netcat", incident % 3 == 0 ? 5 : 0, incident, at));
            if (incident % 3 == 1)
            {
                var id = $"f{incident:x31}";
                scenario.Add(
                    at.AddSeconds(20),
                    "guardduty",
                    Events.TaskArn(incident),
                    id,
                    1,
                    Events.GuardDuty(id, "Impact:Runtime/CryptoMinerExecuted", 9.5, 1, incident, at));
            }
        }

        scenario.Steps.Sort((a, b) => a.At.CompareTo(b.At));
        await scenario.PlayAsync(world);

        await Invariants.HoldAsync(world, scenario);
        Assert.Empty(world.Queues.DeadLetters);
        var pager = Latencies(world, "pager");
        foreach (var (severity, limit) in new[] { (Severity.Critical, 60), (Severity.High, 180) })
        {
            var severe = pager.Where(
                one => one.Decided.Severity == severity && one.Decided.Reason is not Reason.Closed && one.Decided.At < End)
                .Select(one => one.Seconds).Order().ToList();
            output.WriteLine($"{severity}: {severe.Count} reached the fallback, the last after {severe[^1]:0} s");
            Assert.True(severe[^1] <= limit + 5);
        }

        foreach (var receiver in new[] { "mail", "topic" })
        {
            var seconds = Latencies(world, receiver).Select(one => one.Seconds).Order().ToList();
            output.WriteLine($"{receiver}: {seconds.Count} delivered, p99 {seconds[seconds.Count * 99 / 100]:0.0} s");
            Assert.True(seconds[seconds.Count * 99 / 100] <= 1);
        }
    }

    private static DestinationState StateAt(string channel, DateTimeOffset at) => channel is not "slack" || at >= End
        ? DestinationState.Healthy
        : (DestinationState)(1 + ((int)(at - Start).TotalMinutes % 4));

    private static List<(Notification Decided, double Seconds)> Latencies(World world, string receiver) =>
    [
        .. world.Destinations.Values.SelectMany(destination => destination.Accepted)
            .Where(message => message.To == World.AddressOf(receiver) && !message.IsEdit)
            .Select(message => (Decided: world.Decided[(message.Incident, message.Sequence)], message.At))
            .Select(one => (one.Decided, (one.At - one.Decided.At).TotalSeconds)),
    ];
}
