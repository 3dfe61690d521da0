using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using AlertFlow.Aws.Queues;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Storing;
using AlertFlow.Reading;
using AlertFlow.Routing;
using AlertFlow.Sources;

namespace AlertFlow.Functions.Ingest;

/// <summary>Takes the messages of one source through the stages Read, Group, Decide and Send.</summary>
public sealed class Ingestion(
    Source source,
    Commit commit,
    RoutingConfig config,
    IQueues queues,
    WakeUps wakeUps,
    IAttemptStore attempts,
    string deadLetterQueue,
    TimeProvider clock)
{
    private readonly ReadStage read = new(source, new DeadLetters(source, queues, deadLetterQueue));
    private readonly DecideStage decide = new(commit, config, clock);
    private readonly Suspects suspects = new(attempts, queues, new DeadLetters(source, queues, deadLetterQueue), clock);

    /// <returns>The ids of the messages that stay on the queue.</returns>
    public async Task<IReadOnlyCollection<string>> HandleAsync(
        IReadOnlyList<QueueMessage> messages, Invocation invocation, CancellationToken cancellationToken)
    {
        var ofSource = invocation.About(("source", source.Name));
        QueueMessage[] fresh = [.. messages.Where(message => message.Receives <= 1)];
        var failed = await IngestAsync(fresh, ofSource, cancellationToken);
        if (fresh.Length < messages.Count)
        {
            // Delete what is done first: if a suspect crashes the process, the others are not received again.
            QueueMessage[] done = [.. fresh.Where(message => !failed.Contains(message.Id))];
            await Isolated.TryAsync(
                ofSource.About(("message_ids", done.Select(message => message.Id))),
                Isolated.StaysOnTheQueue,
                () => queues.DeleteAsync(done, cancellationToken));
            QueueMessage[] suspected = [.. messages.Where(message => message.Receives > 1)];
            failed.UnionWith(await suspects.RunAsync(suspected, IngestAsync, ofSource, cancellationToken));
        }

        invocation.Measure(Metric.MessagesRetried, source.Name, failed.Count);
        return failed;
    }

    /// <returns>The ids of the messages that failed; each is delayed.</returns>
    private async Task<HashSet<string>> IngestAsync(
        IReadOnlyList<QueueMessage> messages, Invocation invocation, CancellationToken cancellationToken)
    {
        var received = await read.RunAsync(messages, invocation, cancellationToken);
        var groups = GroupStage.Run(received);
        var failedGroups = await Isolated.ForEachAsync(
            groups,
            group => invocation.About(("key", group.Key), ("message_ids", group.MessageIds)),
            Isolated.StaysOnTheQueue,
            async (group, ofGroup) =>
            {
                var decided = await decide.RunAsync(group, ofGroup, cancellationToken);
                var woken = decided.SelectMany(outcome => WakeUps.For(group.Key, outcome.Notification));
                await wakeUps.SendAsync(woken, ofGroup, cancellationToken);
            });

        HashSet<string> failed = [.. messages.Select(message => message.Id)];
        failed.ExceptWith(received.Select(message => message.Id));
        failed.UnionWith(failedGroups.SelectMany(group => group.MessageIds));
        foreach (var message in messages.Where(message => failed.Contains(message.Id)))
        {
            await Isolated.TryAsync(invocation, message, () => queues.DelayAsync(message, BackOff(message.Receives), cancellationToken));
        }

        return failed;
    }

    /// <summary>5 s, 10 s, 20 s, up to 5 min.</summary>
    private static TimeSpan BackOff(int receives) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(receives, 16) - 1), 300));
}
