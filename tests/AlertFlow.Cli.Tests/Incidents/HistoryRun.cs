using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Routing;
using AlertFlow.Tests.Incidents;

namespace AlertFlow.Cli.Tests.Incidents;

/// <summary>Plays a history through the pipeline on a store, and keeps an account of its own beside it.</summary>
internal sealed class HistoryRun(IIncidentStore inner, RoutingConfig config)
{
    private readonly MortalStore store = new(inner);
    private readonly Dictionary<string, Dictionary<string, int>> seen = [];
    private DateTimeOffset now = Some.Noon;
    private bool diesHandingOver;

    /// <summary>All that was handed over, in order; more than once after a crash.</summary>
    public List<Notification> HandedOver { get; } = [];

    /// <summary>Each notification once, in the order of its incident.</summary>
    public IReadOnlyList<IGrouping<string, Notification>> Told =>
    [
        .. HandedOver.Where(told => told.Reason is not (Reason.Edit or Reason.Digest)).DistinctBy(told => (told.Incident, told.Sequence))
            .GroupBy(told => told.Incident),
    ];

    /// <summary>Each digest once.</summary>
    public IReadOnlyList<Notification> Digests =>
        [.. HandedOver.Where(told => told.Reason is Reason.Digest).DistinctBy(told => (told.Incident, told.Sequence))];

    /// <summary>By receiver, how many events silences hid from it; those that a cumulative finding updates are another matter.</summary>
    public Dictionary<string, long> HiddenEvents { get; } = [];

    /// <summary>The last state of every incident there ever was.</summary>
    public Dictionary<string, (string Key, Incident Incident)> Incidents { get; } = [];

    /// <summary>Occurrences per key by the test's own count: of an event one, of a cumulative finding its highest count.</summary>
    public Dictionary<string, long> Occurrences => seen.ToDictionary(key => key.Key, key => key.Value.Values.Sum(count => (long)count));

    public async Task PlayAsync(RandomHistory history, CancellationToken cancellationToken)
    {
        foreach (var step in history.Steps)
        {
            switch (step)
            {
                case Step.Receive { Findings: var findings }:
                    await SurvivingAsync(pipeline => pipeline.ReceiveAsync(findings, now, cancellationToken));
                    findings.ToList().ForEach(Account);
                    await NoteAsync(cancellationToken);
                    break;
                case Step.Pass { Sweeps: true, Time: var time }:
                    await SweepAsync(now + time, cancellationToken);
                    now += time;
                    break;
                case Step.Pass { Time: var time }:
                    now += time;
                    break;
                case Step.Crash { Death: Death.HandingOver }:
                    diesHandingOver = true;
                    break;
                case Step.Crash crash:
                    store.WritesLeft = crash.Writes;
                    store.DiesAfterWriting = crash.Death is Death.AfterWriting;
                    break;
            }
        }

        await SweepAsync(now.AddDays(60), cancellationToken);
    }

    private async Task SweepAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        while ((await store.DueAsync(until, 1, cancellationToken)) is [var due] && due.At < until)
        {
            await SurvivingAsync(pipeline => pipeline.NextTimerAsync(until, now, cancellationToken));
            await NoteAsync(cancellationToken);
        }
    }

    /// <summary>What a crash interrupts is done again: the source redelivers, the sweeper comes back.</summary>
    private async Task SurvivingAsync(Func<LocalPipeline, Task> work)
    {
        while (true)
        {
            try
            {
                await work(Pipeline());
                return;
            }
            catch (DiedException)
            {
                diesHandingOver = false;
            }
        }
    }

    private LocalPipeline Pipeline() => new(store, config, notification =>
    {
        if (diesHandingOver)
        {
            throw new DiedException();
        }

        HandedOver.Add(notification);
    });

    private void Account(Finding finding)
    {
        // The test's own idea of a key: the account, region and task that the finding was made for.
        var key = $"111122223333|eu-west-1|{finding.Metadata.CorrelationUid}";
        var counts = seen.TryGetValue(key, out var known) ? known : seen[key] = [];
        if (finding.Count is null && !counts.ContainsKey(finding.Metadata.Uid))
        {
            AccountHidden(RoutingDecision.Resolve(config, finding, now));
        }

        counts[finding.Metadata.Uid] = Math.Max(counts.GetValueOrDefault(finding.Metadata.Uid), finding.Count ?? 1);
    }

    private void AccountHidden(RoutingDecision arrival)
    {
        if (arrival.HiddenBy is not null)
        {
            foreach (var receiver in Router.Route(config, arrival.Labels, arrival.Finding.SeverityId).Receivers)
            {
                HiddenEvents[receiver] = HiddenEvents.GetValueOrDefault(receiver) + 1;
            }
        }
    }

    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        foreach (var key in seen.Keys)
        {
            var item = (await store.ReadAsync(key, cancellationToken))?.Item
                ?? throw new InvalidOperationException($"Nothing is stored of {key}");
            Incidents[item.Incident.Id] = (key, item.Incident);
        }
    }
}
