using AlertFlow.Cli.Storage;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Cli.Replay;

/// <summary>
/// Runs a virtual clock through a trace and past its end until nothing is due. At one instant findings come first, then
/// timers by key. If it is killed at any point and started again on the same store, it ends like a run without a break.
/// </summary>
public sealed class Replayer(IIncidentStore store, RoutingConfig config, SqliteDatabase database)
{
    /// <param name="trace">The findings, with the times at which they were received.</param>
    /// <param name="told">Called with each notification and edit, in order, including those of an interrupted run.</param>
    /// <param name="progress">Called with the number of steps that are done.</param>
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

        // Each step has one finding, so a step that is repeated after a kill is only a duplicate.
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
