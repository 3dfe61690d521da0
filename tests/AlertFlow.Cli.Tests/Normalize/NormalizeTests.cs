using System.Text;
using AlertFlow.Tests;

namespace AlertFlow.Cli.Tests.Normalize;

public sealed class NormalizeTests : IDisposable
{
    private static readonly string Good = File.ReadAllText(Path.Combine(Repository.Events, "sysdig", "fargate-reverse-shell.event.json"))
        .ReplaceLineEndings("");

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_twenty_sample_findings_come_out_as_twenty_findings()
    {
        var samples = Path.Combine(Repository.Shared ?? "", "samples", "guardduty-sample-findings.eventbridge.ndjson");
        Assert.SkipUnless(File.Exists(samples), "the samples are not beside this checkout");

        var finished = await Executable.RunAsync("normalize", samples);

        Assert.Equal((0, 20, ""), (finished.ExitCode, finished.OutputLines.Length, finished.Errors));
    }

    public static TheoryData<string, byte[], int, string> BadInput => new()
    {
        { "empty", [], 1, "empty" },
        { "not JSON", Text("once upon a time"), 1, "JSON" },
        { "JSON of another kind", Text("42"), 1, "a JSON object" },
        { "JSON of no source", Text("""{"hello":"world"}"""), 1, "no known source" },
        { "truncated", Text("""{"id":"1","type":"policy","content":{"ruleName":"x\n"""), 1, "" },
        { "invalid UTF-8", [.. Text("""{"id":"1","type":"policy","name":" """), 0xC3, 0x28, .. Text("\"}")], 1, "UTF-8" },
        { "a line of 5 MB", Text($$"""{"id":"1","type":"policy","name":"{{new string('x', 5_000_000)}}"}"""), 1, "1,048,576" },
        { "nesting of 10 000", Text(new string('[', 10_000)), 1, "" },
        {
            "deep nesting in an object",
            Text(
                """{"type":"policy","a":"""
                + string.Concat(Enumerable.Repeat("[", 10_000)) + string.Concat(Enumerable.Repeat("]", 10_000)) + "}"),
            1,
            "nested"
        },
        {
            "no time",
            Text("""{"id":"1","type":"policy","severity":1,"content":{"ruleName":"Netcat","ruleType":"RULE_TYPE_FALCO"}}"""),
            1,
            "time"
        },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Bad_input_gives_one_clear_line_and_the_rest_is_read(string what, byte[] bad, int line, string reason)
    {
        var file = folder.File("input.ndjson");
        await File.WriteAllBytesAsync(file, bad, TestContext.Current.CancellationToken);
        var after = folder.File("after.ndjson");
        await File.WriteAllTextAsync(after, Good, TestContext.Current.CancellationToken);

        var finished = await Executable.RunAsync("normalize", file, after);

        Assert.Equal(2, finished.ExitCode);
        Assert.Single(finished.OutputLines);
        var complaint = Assert.Single(finished.ErrorLines);
        Assert.StartsWith($"{file}:{line}: malformed: ", complaint, StringComparison.Ordinal);
        Assert.Contains(reason, complaint, StringComparison.Ordinal);
        Assert.True(complaint.Length < 500, what);
        Assert.DoesNotContain("   at ", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_line_between_good_ones_costs_itself_alone()
    {
        var finished = await Executable.RunWithInputAsync(Text($"{Good}\n{{\"id\":\nnonsense\n{Good}\n"), "normalize");

        Assert.Equal(2, finished.ExitCode);
        Assert.Equal(2, finished.OutputLines.Length);
        Assert.Equal(["stdin:2: malformed: ", "stdin:3: malformed: "], finished.ErrorLines.Select(line => line[..20]));
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59.999999999Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public async Task Times_far_from_now_are_read_all_the_same(string time)
    {
        var strange = Good.Replace("2026-03-14T03:02:11.648718268Z", time, StringComparison.Ordinal);

        var finished = await Executable.RunWithInputAsync(Text(strange), "normalize", "--source", "sysdig", "-");

        Assert.Equal((0, 1), (finished.ExitCode, finished.OutputLines.Length));
    }

    [Fact]
    public async Task A_healthy_event_that_is_not_a_finding_is_reported_on_standard_error()
    {
        var finished = await Executable.RunAsync("normalize", Path.Combine(Repository.Events, "sysdig", "platform-audit.event.json"));

        Assert.Equal((0, ""), (finished.ExitCode, finished.Output));
        Assert.Contains(":1: ignored: ", Assert.Single(finished.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normalize", "--source", "nobody")]
    [InlineData("normalize", "/does/not/exist.json")]
    [InlineData("replay")]
    [InlineData("nonsense")]
    public async Task Wrong_usage_exits_with_64_and_says_why(params string[] arguments)
    {
        var finished = await Executable.RunAsync(arguments);

        Assert.Equal((64, ""), (finished.ExitCode, finished.Output));
        Assert.StartsWith("alertflow: ", finished.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_commands()
    {
        var finished = await Executable.RunAsync("--help");

        Assert.Equal(0, finished.ExitCode);
        Assert.All(
            (string[])["normalize", "replay", "routes", "demo"],
            command => Assert.Contains(command, finished.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Printed_findings_hold_no_terminal_codes()
    {
        var hostile = Good.Replace("bash -i", "\\u001b]0;owned\\u0007\\u001b[31mbash\\u202e", StringComparison.Ordinal);

        var finished = await Executable.RunWithInputAsync(Text(hostile), "normalize");

        Assert.Equal(0, finished.ExitCode);
        Assert.DoesNotContain(finished.Output, character => character is '\u001b' or '\u0007' or '\u202e');
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
