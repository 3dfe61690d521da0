using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Functions.Sweep;

/// <summary>Removes settled entries from the outbox, and lets the timers of an item act one by one until none is due.</summary>
internal sealed class TimerStage(Commit commit, WakeUps wakeUps)
{
    /// <summary>More timers than can be due of one item at once.</summary>
    private const int MaxTimers = 16;

    /// <returns>The item as the last timer left it.</returns>
    public async Task<IncidentItem> RunAsync(
        string key, Redriven redriven, DateTimeOffset now, Invocation invocation, CancellationToken cancellationToken)
    {
        for (var timers = 0; ; timers++)
        {
            var decision = await commit.SweepAsync(key, redriven.Settled, redriven.Oldest is null ? null : now, now, cancellationToken);
            var outcome = decision.Outcomes[0];
            if (outcome.Reason is DecisionReason.NothingDue || timers == MaxTimers)
            {
                return decision.Item;
            }

            DecisionLine.WriteTimer(invocation, decision.Item, outcome);
            await wakeUps.SendAsync(WakeUps.For(key, outcome.Notification), invocation, cancellationToken);
        }
    }
}
