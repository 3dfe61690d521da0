using System.Diagnostics;
using AlertFlow.Cli.Tests.Replay;

namespace AlertFlow.Cli.Tests;

/// <summary>What people get wrong is told in a line.</summary>
public sealed class MistakeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<int, string[]> Wrong => new()
    {
        { 64, ["replay", ""] },
        { 64, ["replay", "/"] },
        { 64, ["replay", "x.ndjson", "--bogus"] },
        { 64, ["normalize", "/"] },
        { 64, ["replay", TraceFile.Of("escalation"), "--store", ""] },
        { 64, ["replay", TraceFile.Of("escalation"), "--store", "/"] },
        { 64, ["replay", TraceFile.Of("escalation"), "--store", "/does/not/exist.db"] },
        { 64, ["demo", "--store", "/does/not/exist.db"] },
        { 64, ["demo", "--traces", "/does/not/exist"] },
        { 2, ["replay", TraceFile.Of("escalation"), "--config", ""] },
        { 2, ["replay", TraceFile.Of("escalation"), "--config", "/"] },
        { 2, ["routes", "explain", "--finding", ""] },
        { 2, ["routes", "explain", "--finding", "/"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_mistake_is_reported_in_one_line_and_never_as_a_stack_trace(int exitCode, params string[] arguments)
    {
        var finished = await Executable.RunAsync(arguments);

        Assert.Equal(exitCode, finished.ExitCode);
        Assert.InRange(finished.ErrorLines.Length, 1, 2);
        Assert.DoesNotContain("   at ", finished.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_a_database_is_reported_and_left_unchanged()
    {
        var file = folder.File("notes.txt");
        await File.WriteAllTextAsync(file, "these are notes and no database", TestContext.Current.CancellationToken);

        var finished = await Executable.RunAsync("demo", "--store", file);

        Assert.Equal(64, finished.ExitCode);
        Assert.Contains("file is not a database", Assert.Single(finished.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("these are notes and no database", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_unexpected_error_is_one_line_and_exit_code_70()
    {
        Assert.Equal(70, Failure.Report(new InvalidOperationException("x")));
        Assert.Equal(130, Failure.Report(new OperationCanceledException()));
    }

    /// <summary>Nothing is awaited between the first line and the signal: busy neighbours must not give the replay time to end.</summary>
    [Fact]
    public void Ctrl_c_ends_a_long_replay_quietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        var trace = folder.File("long.ndjson");
        var lines = File.ReadAllText(TraceFile.Of("two-hundred-tasks"));
        File.WriteAllLines(
            trace,
            Enumerable.Range(0, 60)
                .Select(index => lines.Replace("100003", index.ToString("x6", null), StringComparison.Ordinal).TrimEnd()));
        using var replay = Executable.StartInForeground("replay", trace, "--store", folder.File("store.db"));
        replay.StandardOutput.ReadLine();

        using (var kill = Process.Start("kill", ["-INT", replay.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        replay.StandardOutput.ReadToEnd();
        Assert.Equal("", replay.StandardError.ReadToEnd());
        replay.WaitForExit();
        Assert.Equal(130, replay.ExitCode);
    }

    public void Dispose() => folder.Dispose();
}
