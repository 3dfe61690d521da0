using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Cli.Routes;
using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Cli.Tests.Routes;

public sealed class RoutesCommandTests : IDisposable
{
    private const string Yaml =
        """
        route:
          receivers: [slack]
          routes:
            - name: urgent
              matchers: [severity >= high]
              receivers: [slack, mail]
              routes:
                - matchers: ['rule =~ "A.*"']
            - matchers: [severity >= medium]
        receivers:
          - {name: slack, channel: one, settings: {channel: "[red]C1[/]"}}
          - {name: mail, channel: two}
        severity_overrides:
          - {matchers: [rule = Shell], severity: critical}
        silences:
          - {name: works, matchers: [cluster = blue], owner: ops, reason: planned, from: 2026-03-01T00:00Z, until: 2026-03-02T00:00Z}
        """;

    private static readonly Channel[] Channels =
    [
        new("one", [new("channel", true, "a channel", _ => true)], (_, _, _) => null),
        new("two", [], (_, _, _) => null),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("routes").FullName;

    private string Good => File("good.yaml", Yaml);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Check_names_every_mistake_with_its_place()
    {
        var bad = File("bad.yaml", "route: {receivers: []}\nreceivers: []\nrout: 1\ntimers: {quiet: x}\n");

        var run = Run("check", Good, bad);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{Good}: valid, version ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{bad}:3:1: unknown key 'rout' in the file, did you mean 'route'?", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{bad}:4:17: 'quiet' is 'x', expected", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_notes_at_a_time_which_silences_are_over()
    {
        var run = Run("check", Good, "--at", "2026-03-02T00:00:00Z");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: silence 'works' is over", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", Run("check", Good).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_says_that_a_file_cannot_be_read()
    {
        var run = Run("check", Path.Combine(folder, "none.yaml"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("none.yaml:1:1: cannot be read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_prints_the_tree_and_reads_nothing_as_markup()
    {
        var run = Run("show", "--config", Good);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("urgent where severity >= high → slack, mail", run.Output, StringComparison.Ordinal);
        Assert.Contains("slack: one, channel [red]C1[/]", run.Output, StringComparison.Ordinal);
        Assert.Contains("critical where rule = \"Shell\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public void Show_prints_the_compiled_configuration()
    {
        var run = Run("show", "--json", "--config", Good);

        Assert.Equal("urgent", RoutingConfigJson.Read(run.Output).Route.Routes[0].Name["default > ".Length..]);
    }

    [Theory]
    [InlineData("high", "slack, mail")]
    [InlineData("low", "slack")]
    [InlineData("low", "slack, mail", "--label", "rule=Shell")]
    [InlineData("high", "nobody: silenced by works of ops until 2026-03-02T00:00:00Z (planned)", "--label", "cluster=blue")]
    [InlineData("critical", "slack, mail", "--label", "cluster=blue")]
    [InlineData("high", "slack, mail", "--label", "cluster=blue", "--at", "2026-03-02T00:00:00Z")]
    public void Test_prints_the_receivers_that_are_notified(string severity, string told, params string[] more)
    {
        string[] at = more.Contains("--at") ? [] : ["--at", "2026-03-01T12:00:00Z"];

        var run = Run(["test", "--config", Good, "--severity", severity, .. more, .. at]);

        Assert.Equal(told, run.Output.TrimEnd());
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("mail,slack", 0)]
    [InlineData("mail", 1)]
    [InlineData("", 1)]
    public void Test_compares_with_what_is_expected(string expected, int exitCode)
    {
        Assert.Equal(exitCode, Run("test", "--config", Good, "--severity", "high", "--expect", expected).ExitCode);
    }

    [Fact]
    public void Explain_names_the_matcher_that_failed_and_what_it_found()
    {
        var run = Run("explain", "--config", Good, "--severity", "high", "--label", "rule=B", "--at", "2026-03-01T12:00:00Z");

        Assert.Equal(
            """
            severity High
            override severity Critical: no: rule = "Shell", but it is "B"
            silence works: no: cluster = "blue", but it is empty
            default: matches, and a route below it is taken
              default > urgent: taken → slack, mail
                default > urgent > rule =~ "A.*": no: rule =~ "A.*", but it is "B"
              default > severity >= medium: not tried: a route before it matched and does not continue
            told: slack, mail
            """.ReplaceLineEndings(),
            run.Output.TrimEnd());
    }

    [Fact]
    public void Explain_reads_findings_and_lets_no_hostile_text_through()
    {
        var findings = File("findings.ndjson", $"{FindingJson.Write(Hostile)}\n\nnothing\n");

        var run = Run("explain", "--config", Good, "--finding", findings);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("\"[link]Evil[31m\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
        Assert.Contains("findings.ndjson:3: malformed: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_prints_one_object_for_each_finding()
    {
        var run = Run("explain", "--json", "--config", Good, "--severity", "low");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("Low", json.RootElement.GetProperty("severity").GetString());
    }

    [Theory]
    [InlineData("test")]
    [InlineData("test", "--severity", "severe")]
    [InlineData("test", "--severity", "high", "--label", "rule")]
    [InlineData("test", "--severity", "high", "--label", "ruel=a")]
    [InlineData("test", "--severity", "high", "--at", "2026-03-01T00:00:00")]
    [InlineData("explain")]
    [InlineData("explain", "--severity", "high", "--finding", "-")]
    [InlineData("show", "--frobnicate")]
    public void Wrong_usage_is_found_before_anything_runs(params string[] arguments)
    {
        Assert.NotEmpty(RoutesCommand.Create(Channels).Parse(arguments).Errors);
    }

    private static Finding Hostile => new()
    {
        ActivityId = Activity.Create,
        Time = DateTimeOffset.UnixEpoch,
        SeverityId = Severity.High,
        Metadata = new() { Uid = "0", CorrelationUid = "0", Product = new() { Name = "p", VendorName = "v" }, LogProvider = "sysdig" },
        Cloud = new() { Provider = "AWS" },
        FindingInfo = new() { Uid = "f", Analytic = new() { TypeId = AnalyticType.Rule, Name = "[link]Evil\e[31m\u202e" } },
    };

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = RoutesCommand.Create(Channels).Parse(arguments).Invoke(new() { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
