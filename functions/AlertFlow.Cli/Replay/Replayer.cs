using AlertFlow.Cli.Storage;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Cli.Replay;

/// <summary>
/// Runs a virtual clock through a trace and past its end until nothing is due. At one instant findings come first, then
/// timers by key. Killed at any point and started again on the same store, it ends as an unbroken run does.
/// </summary>
public sealed class Replayer(IIncidentStore store, RoutingConfig config, SqliteDatabase database)
{
    /// <param name="trace">What was received when.</param>
    /// <param name="told">Takes each notification and edit in the order of its decision; those of an interrupted run again.</param>
    /// <param name="progress">Takes how many steps are done.</param>
    public async Task RunAsync(Trace trace, Action<Notification> told, Action<int> progress, CancellationToken cancellationToken)
    {
        var journal = new Journal(database, $"{trace.Id}/{config.Version}");
        foreach (var notification in journal.Told)
        {
            told(notification);
        }

        var pipeline = new LocalPipeline(store, config, notification =>
        {
            if (journal.Append(notification))
            {
                told(notification);
            }
        });

        // One finding a step: done again after a kill, it is a duplicate and no more.
        for (var next = journal.Steps; next < trace.Steps.Count; next++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (at, finding) = trace.Steps[next];
            while (await pipeline.NextTimerAsync(at, DateTimeOffset.MinValue, cancellationToken))
            {
            }

            await pipeline.ReceiveAsync([finding], at, cancellationToken);
            journal.Advance(next + 1);
            progress(next + 1);
        }

        while (await pipeline.NextTimerAsync(DateTimeOffset.MaxValue, DateTimeOffset.MinValue, cancellationToken))
        {
        }
    }
}
