using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AlertFlow.Aws;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Functions.Sweep;

/// <summary>
/// Visits what is due: lets timers act, hands over again what was left behind, removes what is settled, writes records. Two
/// at once do no harm, and an item that cannot be visited stops nothing.
/// </summary>
public sealed class Sweeper(IIncidentStore incidents, IDeliveryStore deliveries, Commit commit, WakeUps wakeUps, IRecordStore records, TimeProvider clock)
{
    private const int Parallelism = 8;
    private const int Page = 64;

    /// <summary>More timers than there are can be due of one item at once.</summary>
    private const int MaxTimers = 16;

    /// <summary>Visits until nothing is due or the time is up; the next run goes on.</summary>
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

            await Parallel.ForEachAsync(
                keys,
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = CancellationToken.None },
                async (key, _) =>
                {
                    if (!cancellationToken.IsCancellationRequested && !await TryVisitAsync(key, oldest, invocation, cancellationToken))
                    {
                        failed[key] = true;
                    }
                });
            visited += keys.Length;
        }

        invocation.Measure(Metric.Sweeps, null);
        invocation.Measure(Metric.SweepFailures, null, failed.Count);
        invocation.Measure(Metric.OldestUnsettled, null, oldest.Max().TotalMilliseconds);
        invocation.Info("swept", ("visited", visited), ("failed", failed.Count));
        return visited;
    }

    [SuppressMessage("Design", "CA1031", Justification = "One bad item stops nothing: it is told of and visited again a minute later.")]
    private async Task<bool> TryVisitAsync(string key, ConcurrentBag<TimeSpan> oldest, Invocation invocation, CancellationToken cancellationToken)
    {
        try
        {
            return await VisitAsync(key, oldest, invocation, cancellationToken);
        }
        catch (Exception exception)
        {
            invocation.About(("key", key)).Error("visit failed", exception);
            return false;
        }
    }

    private async Task<bool> VisitAsync(string key, ConcurrentBag<TimeSpan> oldest, Invocation invocation, CancellationToken cancellationToken)
    {
        var stored = await incidents.ReadAsync(key, cancellationToken);
        if (stored?.Item is not { } item)
        {
            invocation.Warn("item unreadable, the next finding begins it anew", ("key", key), ("detail", stored?.Unreadable));
            invocation.Measure(Metric.ItemsUnreadable, null);
            return false;
        }

        var now = clock.GetUtcNow();
        var redrive = item.Outbox.Count > 0 ? Redrive.Of(item, await deliveries.OfKeyAsync(key, cancellationToken)) : new Redrive(new HashSet<(string, int)>(), []);
        var again = item.Outbox.Any(entry => !redrive.Settled.Contains((entry.Incident, entry.Sequence)) && Handover.RedriveAt(entry.At, item.Redriven) <= now);
        if (again)
        {
            // Before it is written down that it was done: twice does no harm.
            await wakeUps.SendAsync(redrive.Owed, invocation, cancellationToken);
            oldest.Add(now - item.Outbox.Where(entry => !redrive.Settled.Contains((entry.Incident, entry.Sequence))).Min(entry => entry.At));
            invocation.Info("handed over again", ("key", key), ("streams", redrive.Owed.Count));
        }

        var left = await TimersAsync(key, redrive, again, now, invocation, cancellationToken);
        if (Handover.RecordAt(left) <= now)
        {
            await records.WriteAsync(left, await deliveries.OfKeyAsync(key, cancellationToken), cancellationToken);
            await commit.VisitAsync(key, current => new Decision(current.Incident.Id == left.Incident.Id ? current with { Recorded = now } : current, []), cancellationToken);
        }

        return true;
    }

    private async Task<IncidentItem> TimersAsync(string key, Redrive redrive, bool again, DateTimeOffset now, Invocation invocation, CancellationToken cancellationToken)
    {
        for (var timers = 0; ; timers++)
        {
            var decision = await commit.SweepAsync(key, redrive.Settled, again ? now : null, now, cancellationToken);
            var outcome = decision.Outcomes[0];
            if (outcome.Reason is DecisionReason.NothingDue || timers == MaxTimers)
            {
                return decision.Item;
            }

            invocation.Info(
                "decided",
                ("key", key), ("incident", decision.Item.Incident.Id), ("reason", outcome.Reason.ToString()), ("sequence", outcome.Notification?.Sequence),
                ("delta", outcome.Notification?.Delta), ("receivers", outcome.Notification?.Receivers));
            if (!decision.Item.IsRehearsal)
            {
                invocation.Measure(Metric.Decisions, outcome.Reason.ToString());
            }

            await wakeUps.SendAsync(outcome.Notification is { } told ? WakeUps.Of(key, told) : [], invocation, cancellationToken);
        }
    }
}
