using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Cli.Tests.Incidents;

public sealed class CrashTests
{
    [Fact]
    public async Task A_late_sweep_reports_once_even_when_the_sweeper_died()
    {
        var history = new RandomHistory(
            [
                new Step.Receive([Some.Cumulative("shell", 18, Severity.High, task: Some.TaskB, rule: "Reverse shell")]),
                new Step.Receive([Some.Cumulative("f", 13, Severity.High, rule: "Netcat")]),
                new Step.Receive([Some.Event("e", "Package manager", Severity.High)]),
                new Step.Crash(0, Death.HandingOver),
                new Step.Pass(TimeSpan.FromHours(23), Sweeps: false),
                new Step.Pass(TimeSpan.FromHours(34), Sweeps: true),
                new Step.Receive([Some.Event("later", "Reverse shell", Severity.Medium)]),
            ],
            [Some.Silence("Netcat", Some.Noon.AddDays(-1), Some.Noon.AddMinutes(193))]);
        var run = new HistoryRun(new InMemoryIncidentStore(), history.Config);

        await run.PlayAsync(history, TestContext.Current.CancellationToken);

        foreach (var incident in run.Told)
        {
            Assert.Equal(run.Incidents[incident.Key].Incident.Reported, incident.Sum(told => told.Delta));
        }
    }
}
