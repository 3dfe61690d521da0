using System.Diagnostics;
using System.Text.Json.Nodes;
using AlertFlow.Deployment;
using AlertFlow.Functions.Tests.Simulation;

namespace AlertFlow.EndToEnd;

/// <summary>Logs and metrics, and the error of a function that cannot start.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Every_line_has_its_trace_and_every_metric_is_one_of_the_catalogue()
    {
        await using var deployment = await Deployment.StartAsync();
        var finding = Events.Sysdig("event-1", "Reverse shell", 0, 1, TimeProvider.System.GetUtcNow());
        await deployment.SendAsync("sysdig", finding, "no JSON at all");
        await deployment.SettleAsync();
        await deployment.SweepAsync();

        var lines = deployment.Lambda.Log.Select(line => JsonNode.Parse(line.Line)!).ToList();

        Assert.All(lines, line => Assert.StartsWith("Root=1-5759e988-", line["traceId"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.All(lines, line => Assert.NotEmpty(line["requestId"]!.GetValue<string>()));
        var metrics = lines.Where(line => line["_aws"] is not null).ToList();
        foreach (var line in metrics)
        {
            var directive = line["_aws"]!["CloudWatchMetrics"]![0]!;
            Assert.Equal("AlertFlow/end-to-end", directive["Namespace"]!.GetValue<string>());
            var dimension = directive["Dimensions"]![0]!.AsArray().SingleOrDefault()?.GetValue<string>();
            foreach (var told in directive["Metrics"]!.AsArray())
            {
                var metric = Metric.All.Single(metric => metric.Name == told!["Name"]!.GetValue<string>());
                Assert.Equal((metric.Unit, metric.Dimension), (told!["Unit"]!.GetValue<string>(), dimension));
                Assert.NotNull(line[metric.Name]);
                Assert.True(dimension is null || line[dimension]!.GetValue<string>().Length > 0);
            }
        }

        Assert.Equal(1, Sum(metrics, Metric.FindingsReceived, "sysdig"));
        Assert.Equal(1, Sum(metrics, Metric.FindingsMalformed, "sysdig"));
        Assert.Equal(1, Sum(metrics, Metric.Decisions, "Opened"));
        Assert.Equal([1, 1, 1], new[] { "slack", "email", "sns" }.Select(channel => Sum(metrics, Metric.Delivered, channel)));
        Assert.Equal(1, Sum(metrics, Metric.Sweeps, null));
        var decided = Assert.Single(lines, line => line["message"]?.GetValue<string>() is "decided");
        Assert.Equal("Opened", decided["reason"]!.GetValue<string>());
        Assert.Equal("""["slack","mail","topic"]""", decided["receivers"]!.ToJsonString());
        Assert.Equal(2, decided["path"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_function_without_configuration_names_all_missing_settings_at_once()
    {
        var (status, error) = await StartAsync(
            (Setting.FunctionName, "notify"), (Setting.ChannelName.Name, "pigeon"), (Setting.DeadLetterQueue.Name, "dead"));

        Assert.Equal(78, status);
        foreach (var setting in FunctionRow.Find("notify")!.Settings.Where(setting => setting.Default is null))
        {
            Assert.Contains(setting.Name, error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("QUEUE is not set, expected the URL of the urgent", error, StringComparison.Ordinal);
        Assert.Contains("'pigeon', expected one of slack, email, sns", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_configuration_file_and_a_missing_region_are_reported()
    {
        List<(string, string)> settings =
        [
            (Setting.FunctionName, "sysdig"), (Setting.Table.Name, "table"),
            (Setting.DeadLetterQueue.Name, "https://example.com/dead"), (Setting.Routes.Name, "/nowhere/routes.json"),
            .. Setting.ChannelQueues.Select(queue => (queue.Name, "https://example.com/queue")),
        ];

        var (withoutRegion, noRegion) = await StartAsync([.. settings]);
        var (withoutFile, noFile) = await StartAsync([.. settings, ("AWS_REGION", "eu-central-1")]);

        Assert.Equal((78, 78), (withoutRegion, withoutFile));
        Assert.StartsWith("alertflow: cannot start: ", noRegion, StringComparison.Ordinal);
        Assert.StartsWith("alertflow: cannot start: ", noFile, StringComparison.Ordinal);
        Assert.Contains("/nowhere/routes.json", noFile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_without_a_function_name_lists_the_functions()
    {
        var (status, error) = await StartAsync();

        Assert.Equal(78, status);
        var names = string.Join(", ", FunctionRow.All.Select(row => row.Name));
        Assert.Contains($"ALERTFLOW_FUNCTION is not set, expected one of {names}", error, StringComparison.Ordinal);
    }

    private static double Sum(List<JsonNode> lines, Metric metric, string? value) => lines
        .Where(line => line[metric.Name] is JsonValue && (metric.Dimension is null || line[metric.Dimension]?.GetValue<string>() == value))
        .Sum(line => line[metric.Name]!.GetValue<double>());

    private static async Task<(int Status, string Error)> StartAsync(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(Executable.Native, "bootstrap"))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
