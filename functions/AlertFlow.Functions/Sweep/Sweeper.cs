using System.Collections.Concurrent;
using AlertFlow.Aws;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Sweep;

/// <summary>
/// Takes every incident key that is due through the stages Load, Redrive, Timers and Record. Two sweeps at once do no harm, and
/// an item that fails stops nothing.
/// </summary>
public sealed class Sweeper(
    IIncidentStore incidents, IDeliveryStore deliveries, Commit commit, WakeUps wakeUps, IRecordStore records, TimeProvider clock)
{
    private const int Page = 64;

    private readonly RedriveStage redrive = new(deliveries, wakeUps);
    private readonly TimerStage timers = new(commit, wakeUps);
    private readonly RecordStage record = new(deliveries, records, commit);

    /// <summary>Visits keys until none is due or the time is up; the next run goes on.</summary>
    /// <returns>How many keys were visited.</returns>
    public async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var failed = new ConcurrentDictionary<string, bool>();
        var oldest = new ConcurrentBag<TimeSpan> { TimeSpan.Zero };
        var visited = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var due = await incidents.DueAsync(clock.GetUtcNow(), Page + failed.Count, cancellationToken);
            string[] keys = [.. due.Select(item => item.Key).Where(key => !failed.ContainsKey(key))];
            if (keys.Length == 0)
            {
                break;
            }

            var thrown = await Isolated.ForEachAsync(
                keys,
                key => invocation.About(("key", key)),
                "visit failed",
                async (key, ofKey) =>
                {
                    if (!cancellationToken.IsCancellationRequested && !await VisitAsync(key, oldest, ofKey, cancellationToken))
                    {
                        failed[key] = true;
                    }
                });
            thrown.ToList().ForEach(key => failed[key] = true);
            visited += keys.Length;
        }

        invocation.Measure(Metric.Sweeps, null);
        invocation.Measure(Metric.SweepFailures, null, failed.Count);
        invocation.Measure(Metric.OldestUnsettled, null, oldest.Max().TotalMilliseconds);
        invocation.Info("swept", ("visited", visited), ("failed", failed.Count));
        return visited;
    }

    /// <returns>False when the item of the key cannot be read.</returns>
    private async Task<bool> VisitAsync(
        string key, ConcurrentBag<TimeSpan> oldest, Invocation invocation, CancellationToken cancellationToken)
    {
        var stored = await incidents.ReadAsync(key, cancellationToken);
        if (stored?.Item is not { } item)
        {
            invocation.Warn("item unreadable, the next finding begins it anew", ("key", key), ("detail", stored?.Unreadable));
            invocation.Measure(Metric.ItemsUnreadable, null);
            return false;
        }

        var now = clock.GetUtcNow();
        var redriven = await redrive.RunAsync(item, now, invocation, cancellationToken);
        oldest.Add(redriven.Oldest ?? TimeSpan.Zero);
        var left = await timers.RunAsync(key, redriven, now, invocation, cancellationToken);
        await record.RunAsync(left, now, cancellationToken);
        return true;
    }
}
