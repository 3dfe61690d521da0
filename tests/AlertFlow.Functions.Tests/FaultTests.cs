using System.Globalization;
using AlertFlow.Functions.Tests.Simulation;

namespace AlertFlow.Functions.Tests;

/// <summary>Random runs of 500 events: killed processes, failed calls, duplicated and reordered messages, failing destinations.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const string Header = """
        | run | incidents | decided | invocations | crashed | dead-lettered | sent twice | killed | call failed | answer lost |
        |----:|----------:|--------:|------------:|-----:|--------------:|-----------:|-------:|------------:|------------:|
        """;

    private static readonly int Runs = int.TryParse(
        Environment.GetEnvironmentVariable("ALERTFLOW_FAULT_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : 10;

    /// <summary>The server keeps its tables in memory, and a run writes tens of megabytes.</summary>
    private const int RunsOfAServer = 10;

    [Fact]
    public Task Under_random_faults_counts_add_up_every_receiver_is_notified_and_nothing_is_lost() =>
        PlayAllAsync("in memory", 1, Runs, () => Task.FromResult(Stores.InMemory()));

    [Fact]
    public async Task It_holds_over_the_tables_of_DynamoDB_too()
    {
        for (var first = 1; first <= Runs; first += RunsOfAServer)
        {
            await using var dynamoDb = await DynamoDb.StartAsync();
            await PlayAllAsync("on DynamoDB", first, Math.Min(Runs, first + RunsOfAServer - 1), dynamoDb.StoresAsync);
        }
    }

    private async Task PlayAllAsync(string where, int first, int last, Func<Task<Stores>> stores)
    {
        output.WriteLine($"Runs {first} to {last} {where}\n{Header}");
        var twice = new Dictionary<int, string>();
        await Parallel.ForAsync(first, last + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (run, _) =>
        {
            var (row, duplicates) = await PlayAsync(run, await stores());
            lock (twice)
            {
                output.WriteLine(row);
                twice[run] = duplicates;
            }
        });
        output.WriteLine("\nSent twice, each because the outcome of the first was unknown:");
        output.WriteLine(string.Join('\n', twice.OrderBy(run => run.Key).Select(run => $"run {run.Key}: {run.Value}")));
    }

    internal static async Task<(string Row, string Duplicates)> PlayAsync(int seed, Stores stores)
    {
        var random = new Random(seed);
        var start = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        var states = States(random, start);
        var world = new World(seed, stores, states, duplicates: 0.02) { FaultRates = new(Kill: 0.01, Fail: 0.01) };
        var scenario = Scenario.Random(random, start, events: 500, tasks: 12);

        await scenario.PlayAsync(world);

        try
        {
            var twice = await Invariants.HoldAsync(world, scenario);
            int Of(string cause) => twice.Count(one => one.Contains(cause, StringComparison.Ordinal));
            return (
                $"| {seed} | {world.Incidents.Count} | {world.Decided.Count} | {world.Invocations} | {world.Crashes} "
                + $"| {world.Queues.DeadLetters.Count} | {twice.Count} | {Of("killed")} | {Of("call failed")} | {Of("answer lost")} |",
                string.Join(", ", twice));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Run {seed}: {exception.Message}", exception);
        }
    }

    /// <summary>Each channel fails for a few minutes from time to time, in its own way.</summary>
    private static Func<string, DateTimeOffset, DestinationState> States(Random random, DateTimeOffset start)
    {
        var offset = random.Next(60);
        return (channel, at) =>
        {
            var minute = (int)(at - start).TotalMinutes + offset + channel.Length;
            return minute < 3000 && minute % 47 < 6 ? (DestinationState)(1 + (minute / 47 % 4)) : DestinationState.Healthy;
        };
    }
}
