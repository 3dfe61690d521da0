using System.Text.Json.Nodes;

namespace AlertFlow.Cli.Tests.Replay;

/// <summary>What on-call is told in the situations that AlertFlow exists for.</summary>
public sealed class ScenarioTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("same-attack-two-tasks-guardduty")]
    [InlineData("same-attack-two-tasks-sysdig")]
    public async Task The_same_attack_in_two_tasks_is_two_conversations_and_its_repeat_is_a_count(string trace)
    {
        var told = await TraceFile.ReplayAsync(trace);

        var opened = told.Where(line => line.Text("reason") == "Opened").ToList();
        Assert.Equal(2, opened.Count);
        Assert.Equal(2, opened.Select(line => line.Text("resource")).Distinct().Count());
        var closed = told.Where(line => line.Text("reason") == "Closed")
            .ToDictionary(line => line.Text("incident"), line => line.Number("count"));
        Assert.Equal([2L, 1L], opened.Select(line => closed[line.Text("incident")]));
        Assert.All(
            told.Where(line => line.Text("reason") == "Summary"),
            line => Assert.Equal((1, false), (line.Number("delta"), line.Is("urgent"))));
        Assert.Equal(3, told.Sum(line => line.Number("delta")));
        Assert.Equal(5, told.Count);
    }

    [Fact]
    public async Task A_GuardDuty_finding_is_sent_when_it_is_received_and_its_update_adds_only_the_news()
    {
        var told = await TraceFile.ReplayAsync("same-attack-two-tasks-guardduty");

        Assert.Equal("2026-03-14T13:38:11Z", told[0].Text("at"));
        Assert.Equal((1L, 1L), (told[0].Number("count"), told[0].Number("delta")));
    }

    [Fact]
    public async Task Two_sensors_on_one_task_share_one_conversation()
    {
        var told = await TraceFile.ReplayAsync("two-sensors-one-task");

        Assert.Single(told.Select(line => line.Text("incident")).Distinct());
        var second = told.First(line => line.Text("reason") is "NewSignal" or "Escalated");
        Assert.Equal("guardduty", second["signals"]![0]!["source"]!.GetValue<string>());
        Assert.Equal((15L, "Closed"), (told[^1].Number("count"), told[^1].Text("reason")));
    }

    [Fact]
    public async Task It_gets_louder_as_it_gets_worse()
    {
        var told = await TraceFile.ReplayAsync("escalation");

        Assert.Equal(
            [("Opened", "Medium", false), ("Escalated", "High", true), ("Escalated", "Critical", true), ("Closed", "Critical", false)],
            told.Select(line => (line.Text("reason"), line.Text("severity"), line.Is("urgent"))));
        Assert.Equal(["slack"], Receivers(told[0]));
        Assert.Equal(["slack", "sns"], Receivers(told[^1]));
    }

    [Theory]
    [InlineData("", "Escalated")]
    [InlineData("severity_overrides: []", "NewSignal")]
    public async Task A_reverse_shell_after_two_hours_of_noise_is_urgent_at_once(string overrides, string reason)
    {
        var shell = await ShellAsync(Config(overrides, silence: false));

        Assert.Equal((reason, true, "2026-03-14T08:00:34Z"), (shell.Text("reason"), shell.Is("urgent"), shell.Text("at")));
        Assert.Equal(["slack"], Receivers(shell));
    }

    [Theory]
    [InlineData("")]
    [InlineData("severity_overrides: []")]
    public async Task A_reverse_shell_is_urgent_at_once_though_the_noise_is_silenced(string overrides)
    {
        var told = await TraceFile.ReplayAsync("noise-then-reverse-shell", "--config", Config(overrides, silence: true));

        Assert.Equal(
            ["Digest"],
            told.Where(line => line.ToJsonString().Contains("Write below etc", StringComparison.Ordinal))
                .Select(line => line.Text("reason")));
        Assert.Equal(("Digest", "2026-04-01T00:02:00Z"), (told[^1].Text("reason"), told[^1].Text("at")));
        var shell = told[0];
        Assert.Equal(["slack"], Receivers(shell));
        Assert.Equal(
            ("Opened", true, 1L, "2026-03-14T08:00:34Z"),
            (shell.Text("reason"), shell.Is("urgent"), shell.Number("count"), shell.Text("at")));
    }

    [Fact]
    public async Task Each_task_of_a_restarting_service_is_an_incident_of_its_own()
    {
        var told = await TraceFile.ReplayAsync("restarting-service");

        Assert.Equal(31, told.Count(line => line.Text("reason") == "Opened"));
        Assert.Equal(31, told.Count(line => line.Text("reason") == "Closed"));
    }

    [Fact]
    public async Task Two_hundred_tasks_at_once_are_all_heard()
    {
        var told = await TraceFile.ReplayAsync("two-hundred-tasks");

        Assert.Equal(200, told.Where(line => line.Text("reason") == "Opened").Select(line => line.Text("resource")).Distinct().Count());
        Assert.Equal(200, told.Count(line => line.Text("reason") == "Closed"));
    }

    [Fact]
    public async Task The_same_trace_prints_the_same_bytes_whatever_the_store()
    {
        var inMemory = await Executable.RunAsync("replay", "--json", TraceFile.Of("noise-then-reverse-shell"), TraceFile.Of("escalation"));
        var again = await Executable.RunAsync("replay", "--json", TraceFile.Of("noise-then-reverse-shell"), TraceFile.Of("escalation"));
        var sqlite = await Executable.RunAsync(
            "replay", "--json", TraceFile.Of("noise-then-reverse-shell"), TraceFile.Of("escalation"), "--store", folder.File("store.db"));

        Assert.Equal(inMemory.Output, again.Output);
        Assert.Equal(inMemory.Output, sqlite.Output);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<JsonObject> ShellAsync(string config)
    {
        var told = await TraceFile.ReplayAsync("noise-then-reverse-shell", "--config", config);
        return told.First(line => line["signals"]![0]!["rule"]!.GetValue<string>().StartsWith("Redirect", StringComparison.Ordinal));
    }

    /// <summary>One Slack route, with an override for the shell or none, and perhaps a silence on the noisy rule.</summary>
    private string Config(string overrides, bool silence)
    {
        var shell = overrides.Length > 0 ? overrides : """
            severity_overrides:
              - matchers: ['rule =~ "Redirect.*"']
                severity: critical
            """;
        var silences = silence
            ? """
              silences:
                - name: agent
                  matchers: ['rule = "Write below etc"']
                  owner: platform
                  reason: the agent rewrites its configuration
                  from: 2026-03-01T00:00:00Z
                  until: 2026-04-01T00:00:00Z
              """
            : "";
        var file = folder.File("routes.yaml");
        File.WriteAllText(file, $"""
            route:
              receivers: [slack]
            receivers:
              - name: slack
                channel: slack
                settings:
                  channel: C0123456789
            {shell}
            {silences}
            """);
        return file;
    }

    private static IEnumerable<string> Receivers(JsonObject line) =>
        line["receivers"]!.AsArray().Select(receiver => receiver!.GetValue<string>());
}
