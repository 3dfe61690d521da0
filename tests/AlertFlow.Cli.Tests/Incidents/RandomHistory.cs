using AlertFlow.Findings;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;
using CsCheck;

namespace AlertFlow.Cli.Tests.Incidents;

/// <summary>What may happen to a deployment, in an order that nobody chose.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>Findings are received in one batch.</summary>
    public sealed record Receive(IReadOnlyList<Finding> Findings) : Step
    {
        public override string ToString() => $"receive {string.Join(", ", Findings.Select(Print))}";

        private static string Print(Finding finding) =>
            $"{finding.Metadata.LogProvider} {finding.FindingInfo.Uid} {finding.FindingInfo.Analytic.Name} {finding.SeverityId} "
            + $"×{finding.Count}{(finding.StatusId is Status.Archived ? " archived" : "")} {finding.Metadata.CorrelationUid[^32..^28]}";
    }

    /// <summary>Time passes; timers that become due act on time or, when the sweeper is down, not yet.</summary>
    public sealed record Pass(TimeSpan Time, bool Sweeps) : Step;

    /// <summary>The process dies at a write that is so far off, or when it hands over what was decided.</summary>
    public sealed record Crash(int Writes, Death Death) : Step;
}

public enum Death
{
    BeforeWriting,
    AfterWriting,
    HandingOver,
}

/// <param name="Silences">By rule, and until when; all begin before the history does.</param>
public sealed record RandomHistory(IReadOnlyList<Step> Steps, IReadOnlyList<Silence> Silences)
{
    public const int Length = 40;

    private static readonly string[] Rules = ["Netcat", "Reverse shell", "Write below etc", "Package manager"];
    private static readonly Severity[] Severities =
    [
        Severity.Low, Severity.Medium, Severity.Medium, Severity.High, Severity.High, Severity.Critical,
    ];
    private static readonly string[] Tasks = [Some.TaskA, Some.TaskB, Some.TaskA.Replace("3f2a", "cafe", StringComparison.Ordinal)];

    public TimeSpan Duration => Steps.OfType<Step.Pass>().Aggregate(TimeSpan.Zero, (sum, pass) => sum + pass.Time);

    public RoutingConfig Config => Some.Config with { Silences = Silences };

    /// <summary>Makes histories with redeliveries, reordering, updates, archived findings, silences, late sweeps and crashes.</summary>
    /// <param name="endless">
    /// Whether all silences outlast the history, and it ends before the next incident of a key can begin: what is hidden is counted
    /// in one incident, and cannot be told again in the next. Nothing dies then: two histories would die at different writes.
    /// </param>
    public static Gen<RandomHistory> Generate(bool endless)
    {
        var events = Gen.Select(Gen.Int[0, 40], Gen.OneOf(Rules), Gen.OneOf(Severities), Gen.OneOf(Tasks), (id, rule, severity, task) =>
            Some.Event($"{task[^32..^28]}-{rule}-{severity}-{id}", rule, severity, task));
        var updates = Gen.Select(
            Gen.Int[0, 5], Gen.Int[1, 30], Gen.OneOf(Severities), Gen.Int[0, 7], Gen.OneOf(Tasks),
            (id, count, severity, archived, task) =>
                Some.Cumulative($"{task[^32..^28]}-{id}", count, severity, archived == 0, task, Rules[id % Rules.Length]));
        var time = Gen.Frequency(
            (6, Gen.Int[1, 120].Select(seconds => TimeSpan.FromSeconds(seconds))),
            (4, Gen.Int[1, 100].Select(minutes => TimeSpan.FromMinutes(minutes))),
            (endless ? 0 : 1, Gen.Int[2, 40].Select(hours => TimeSpan.FromHours(hours))));
        var pass = Gen.Select(time, Gen.Int[0, 4], (passed, late) => (Step)new Step.Pass(passed, Sweeps: late > 0));
        var receive = Gen.Frequency((10, events), (8, updates)).List[1, 3].Select(findings => (Step)new Step.Receive(findings));
        var crash = Gen.Select(Gen.Int[0, 4], Gen.OneOf(Enum.GetValues<Death>()), (writes, death) => (Step)new Step.Crash(writes, death));
        var step = Gen.Frequency((14, receive), (6, pass), (endless ? 0 : 1, crash));
        var silence = Gen.Select(Gen.OneOf(Rules), Gen.Int[1, 3000], (rule, minutes) =>
            Some.Silence(rule, Some.Noon.AddDays(-1), endless ? Some.Noon.AddYears(9) : Some.Noon.AddMinutes(minutes)));
        return Gen.Select(
            step.List[1, Length],
            silence.List[0, 2],
            (steps, silences) => new RandomHistory(steps, silences.DistinctBy(one => one.Name).ToList()))
            .Where(history => !endless || history.Duration < Some.Config.Timers.Reopen);
    }
}
