using System.Diagnostics;
using System.Globalization;
using AlertFlow.EndToEnd;
using AlertFlow.Functions.Tests.Simulation;

namespace AlertFlow.Benchmarks;

/// <summary>From the message on the source's queue to the message that Slack has accepted, one after the other on warm functions.</summary>
internal static class LatencyBenchmark
{
    /// <summary>Each has a channel of its own, so that nobody waits for Slack's one message a second.</summary>
    private const int Channels = 100;

    public static async Task RunAsync(int samples)
    {
        var names = Enumerable.Range(0, Channels).Select(n => n.ToString("00", CultureInfo.InvariantCulture)).ToList();
        var routes = names.Select(n => "    - {matchers: [\"rule = Rule" + n + "\"], receivers: [slack" + n + "]}");
        var receivers = names.Select(n => "  - {name: slack" + n + ", channel: slack, settings: {channel: \"#c" + n + "\"}}");
        await using var deployment = await EndToEnd.Deployment.StartAsync(routes: _ => $"""
            route:
              receivers: [slack00]
              routes:
            {string.Join('\n', routes)}
            receivers:
            {string.Join('\n', receivers)}
            timers: {"{guardduty_publishing_frequency: 15m}"}
            """);
        names.ForEach(n => deployment.Workspace.Channels[$"#c{n}"] = $"C0BENCH0{n}");
        var times = new List<double>();
        for (var sample = 0; sample < samples + Channels; sample++)
        {
            var watch = Stopwatch.StartNew();
            await deployment.SendAsync("sysdig", Events.Sysdig($"event-{sample}", $"Rule{names[sample % Channels]}", 0, sample, TimeProvider.System.GetUtcNow()));
            while (deployment.Workspace.Messages.Count <= sample)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }

            // The first ones start the environments.
            if (sample >= Channels)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        Console.WriteLine($"{samples} findings: p50 {times.Median().Text()} ms, p99 {times.Percentile(99).Text()} ms (less than 250), slowest {times.Max().Text()} ms");
    }
}

/// <summary>What a finding costs in DynamoDB: told at once, and as one of a batch.</summary>
internal static class CapacityBenchmark
{
    public static async Task RunAsync(int findings)
    {
        await using var deployment = await EndToEnd.Deployment.StartAsync();
        Console.WriteLine("| findings | calls | read units | write units |\n|---|---:|---:|---:|");
        foreach (var (title, tasks) in new[] { ("each opens an incident that three receivers are told of", findings), ("all repeat one of five incidents", 5) })
        {
            deployment.Cloud.Proxy.Calls.Clear();
            await deployment.SendAsync(
                "sysdig", Enumerable.Range(0, findings).Select(n => Events.Sysdig($"{title}-{n}", "Netcat", 0, n % tasks, TimeProvider.System.GetUtcNow())));
            await deployment.SettleAsync();
            var calls = deployment.Cloud.Proxy.Calls.Where(call => call.Service is "dynamodb").ToList();
            Console.WriteLine(
                $"| {title} | {(calls.Count / (double)findings).Text("0.00")} | {(calls.Where(call => call.Reads).Sum(call => call.Capacity) / findings).Text("0.00")} | {(calls.Where(call => !call.Reads).Sum(call => call.Capacity) / findings).Text("0.00")} |");
        }
    }
}
