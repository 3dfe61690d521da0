using AlertFlow.Cli.Storage;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;
using CsCheck;

namespace AlertFlow.Cli.Tests.Incidents;

/// <summary>What holds whatever happens, on every store. A failure prints its seed: run with <c>CsCheck_Seed</c> to see it again.</summary>
public abstract class InvariantTests
{
    private const int Histories = 1000;

    protected abstract IIncidentStore Open();

    protected abstract void Discard();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void The_invariants_hold_in_a_thousand_random_histories() =>
        RandomHistory.Generate(endless: false).Sample(
            history =>
            {
                var run = Run(history);
                CountsEveryOccurrenceOnceInOneIncident(run);
                OpensOnceAndReopensOnlyWhatWasClosed(run);
                TellsWhatAddsUpToWhatWasCounted(run);
                NeverTellsLessSevereWhileOpen(run);
                NeverSharesAnIncidentBetweenTasks(run);
                TellsTheEndToWhoeverWasTold(run);
                TellsWhatSilencesHidOnceTheyHaveEnded(run);
            },
            iter: Histories, threads: 1, print: Print);

    /// <summary>Invariant 5: what is told is what would be told if the silenced findings had never come.</summary>
    [Fact]
    public void A_silence_changes_nothing_of_what_it_does_not_match() =>
        RandomHistory.Generate(endless: true).Sample(
            history =>
            {
                var withSilences = Run(history);
                var withoutSilenced = Run(history with
                {
                    Steps = [.. history.Steps.Select(step => step is Step.Receive { Findings: var findings }
                        ? new Step.Receive([.. findings.Where(finding => !IsSilenced(finding, history.Config))])
                        : step)],
                });

                Assert.Equal(Signature(withoutSilenced), Signature(withSilences));
                var silenced = history.Silences.Select(silence => silence.Matchers[0].Value).ToHashSet();
                Assert.All(
                    withSilences.HandedOver.SelectMany(told => told.Signals).Where(signal => silenced.Contains(signal.Rule)),
                    signal => Assert.Equal(Severity.Critical, signal.Severity));
            },
            iter: Histories, threads: 1, print: Print);

    /// <summary>Invariant 1.</summary>
    private static void CountsEveryOccurrenceOnceInOneIncident(HistoryRun run)
    {
        var counted = run.Incidents.Values.GroupBy(one => one.Key).ToDictionary(key => key.Key, key => key.Sum(one => one.Incident.Count));
        Assert.Equal(run.Occurrences.OrderBy(one => one.Key), counted.OrderBy(one => one.Key));
    }

    /// <summary>Invariant 2.</summary>
    private static void OpensOnceAndReopensOnlyWhatWasClosed(HistoryRun run)
    {
        foreach (var incident in run.Told)
        {
            var reasons = incident.OrderBy(told => told.Sequence).Select(told => told.Reason).ToList();
            Assert.Equal(Reason.Opened, reasons[0]);
            Assert.Single(reasons, Reason.Opened);
            Assert.Equal(Reason.Closed, reasons[^1]);
            var open = true;
            foreach (var reason in reasons.Skip(1))
            {
                Assert.Equal(!open, reason is Reason.Reopened);
                open = reason is not Reason.Closed;
            }
        }
    }

    /// <summary>Invariant 3.</summary>
    private static void TellsWhatAddsUpToWhatWasCounted(HistoryRun run)
    {
        foreach (var (id, (_, incident)) in run.Incidents)
        {
            var told = run.Told.FirstOrDefault(one => one.Key == id)?.Sum(one => one.Delta) ?? 0;
            Assert.Equal(incident.Count, told + incident.Unreported + incident.Hidden);
            Assert.True(incident.Unreported >= 0 && incident.Hidden >= 0);
            Assert.Equal(incident.Hidden, incident.Signals.Sum(signal => signal.Hidden));
            Assert.Equal(incident.Count, incident.Signals.Sum(signal => signal.Count + signal.Hidden));
        }
    }

    /// <summary>Invariant 4.</summary>
    private static void NeverTellsLessSevereWhileOpen(HistoryRun run)
    {
        foreach (var incident in run.Told)
        {
            var before = Severity.Unknown;
            foreach (var told in incident.OrderBy(told => told.Sequence))
            {
                Assert.True(
                    told.Reason is Reason.Reopened || told.Severity.IsAtLeast(before), $"{told.Reason} {told.Severity} after {before}");
                before = told.Severity;
            }
        }
    }

    /// <summary>Invariant 6.</summary>
    private static void NeverSharesAnIncidentBetweenTasks(HistoryRun run)
    {
        Assert.All(run.Told, incident => Assert.Single(incident.Select(told => told.Resource.Uid).Distinct()));
        Assert.Equal(run.Occurrences.Keys.Order(), run.Incidents.Values.Select(incident => incident.Key).Distinct().Order());
    }

    /// <summary>Invariant 8.</summary>
    private static void TellsTheEndToWhoeverWasTold(HistoryRun run)
    {
        foreach (var incident in run.Told)
        {
            var told = new HashSet<string>();
            foreach (var notification in incident.OrderBy(one => one.Sequence))
            {
                told.UnionWith(notification.Receivers);
                Assert.True(notification.Reason is not Reason.Closed || told.SetEquals(notification.Receivers));
            }
        }
    }

    /// <summary>
    /// The digests of a receiver add up to the findings that were hidden from it. If a signal became more severe, its earlier ones are sent
    /// with it.
    /// </summary>
    private static void TellsWhatSilencesHidOnceTheyHaveEnded(HistoryRun run)
    {
        var told = run.Digests.GroupBy(digest => Assert.Single(digest.Receivers)).ToDictionary(
            receiver => receiver.Key,
            receiver =>
                receiver.GroupBy(digest => digest.Incident)
                    .Sum(
                        digest =>
                            digest.MaxBy(one => one.Sequence)!.Counts.Where(count => count.Source is "sysdig").Sum(count => count.Count)));
        foreach (var (receiver, hidden) in run.HiddenEvents)
        {
            Assert.InRange(told.GetValueOrDefault(receiver), hidden, run.HiddenEvents[Some.Config.Route.Receivers[0]]);
        }

        Assert.Equal(
            run.HiddenEvents.GetValueOrDefault(Some.Config.Route.Receivers[0]), told.GetValueOrDefault(Some.Config.Route.Receivers[0]));
        foreach (var digest in run.Digests.GroupBy(digest => digest.Incident))
        {
            var last = digest.MaxBy(one => one.Sequence)!; // a group is never empty
            Assert.Equal(last.Count, digest.Sum(one => one.Delta));
            Assert.True(last.At >= last.Silence?.Until);
        }
    }

    private HistoryRun Run(RandomHistory history)
    {
        var run = new HistoryRun(Open(), history.Config);
        try
        {
            run.PlayAsync(history, None).GetAwaiter().GetResult();
            return run;
        }
        finally
        {
            Discard();
        }
    }

    private static bool IsSilenced(Finding finding, RoutingConfig config) =>
        RoutingDecision.Resolve(config, finding, Some.Noon).HiddenBy is not null;

    private static List<string> Signature(HistoryRun run) =>
    [
        .. run.Told.SelectMany(incident => incident)
            .Select(
                told => $"{told.Resource.Uid[^32..^28]} {told.At:O} {told.Reason} {told.Severity} {told.Urgent} "
                    + $"+{told.Delta} ×{told.Count} {string.Join(",", told.Receivers)}")
            .Order(StringComparer.Ordinal),
    ];

    private static string Print(RandomHistory history) =>
        string.Join(
            '\n',
            history.Steps.Select(step => step.ToString())
                .Concat(history.Silences.Select(silence => $"{silence.Name} until {silence.Until:O}")));
}

public sealed class InMemoryInvariantTests : InvariantTests
{
    protected override IIncidentStore Open() => new InMemoryIncidentStore();

    protected override void Discard()
    {
    }
}

public sealed class SqliteInvariantTests : InvariantTests, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteDatabase database;

    public SqliteInvariantTests() => database = SqliteDatabase.Open(folder.File("store.db"));

    protected override IIncidentStore Open() => new SqliteIncidentStore(database);

    protected override void Discard() => database.Run("DELETE FROM incidents");

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }
}
