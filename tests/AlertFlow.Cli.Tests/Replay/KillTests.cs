using System.Globalization;
using AlertFlow.Cli.Storage;

namespace AlertFlow.Cli.Tests.Replay;

/// <summary>A process that is killed at any point and started again ends as one that was not.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(120)]
    [InlineData(260)]
    public async Task A_killed_replay_goes_on_to_the_same_incidents_counts_and_notifications(int linesBeforeKill)
    {
        string[] traces =
        [
            TraceFile.Of("noise-then-reverse-shell"), TraceFile.Of("two-hundred-tasks"), TraceFile.Of("two-sensors-one-task"),
        ];
        var unbroken = await Executable.RunAsync(["replay", "--json", .. traces, "--store", folder.File("unbroken.db")]);
        var store = folder.File(string.Create(CultureInfo.InvariantCulture, $"killed-{linesBeforeKill}.db"));

        using (var victim = Executable.Start(["replay", "--json", .. traces, "--store", store]))
        {
            for (var line = 0; line < linesBeforeKill; line++)
            {
                Assert.NotNull(await victim.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            }

            victim.Kill(); // SIGKILL
            await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, victim.ExitCode);
        }

        var resumed = await Executable.RunAsync(["replay", "--json", .. traces, "--store", store]);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(unbroken.Output, resumed.Output);
        Assert.Equal(Items(folder.File("unbroken.db")), Items(store));
    }

    public void Dispose() => folder.Dispose();

    private static List<(string Key, string Item)> Items(string file)
    {
        using var database = SqliteDatabase.Open(file);
        return
        [
            .. database.Query("SELECT key, CAST(item AS TEXT) FROM incidents ORDER BY key", row => (row.GetString(0), row.GetString(1))),
        ];
    }
}
