using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Cli;

/// <summary>The whole path in one process: decide and commit, hand over the notifications, let timers act.</summary>
public sealed class LocalPipeline(IIncidentStore store, RoutingConfig config, Action<Notification> handOver)
{
    private readonly Commit commit = new(store, config);

    /// <summary>Takes the findings received at one instant, with one commit for each key.</summary>
    public async Task ReceiveAsync(IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var incident in findings.GroupBy(IncidentKey.Of))
        {
            RoutingDecision[] arrivals = [.. incident.Select(finding => RoutingDecision.Resolve(config, finding, now))];
            await HandOverAsync(await commit.FindingsAsync(incident.Key, arrivals, now, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Lets the earliest timer act that is due before an instant, or hands over the rest of an outbox.</summary>
    /// <param name="before">Timers from this time on do not act.</param>
    /// <param name="clock">The present time; a timer that is due later acts at its own time.</param>
    /// <returns>False when nothing is due.</returns>
    public async Task<bool> NextTimerAsync(DateTimeOffset before, DateTimeOffset clock, CancellationToken cancellationToken)
    {
        if (await store.DueAsync(before, 1, cancellationToken) is not [var due] || due.At >= before)
        {
            return false;
        }

        var stored = await store.ReadAsync(due.Key, cancellationToken);
        await HandOverAsync(
            stored?.Item is { Outbox.Count: > 0 } left
                ? new Decision(left, [])
                : await commit.TimerAsync(due.Key, due.At > clock ? due.At : clock, cancellationToken),
            cancellationToken);
        return true;
    }

    private async Task HandOverAsync(Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Item.Outbox.Count == 0)
        {
            return;
        }

        foreach (var notification in decision.Item.Outbox)
        {
            handOver(notification);
        }

        await commit.SettleAsync(decision.Item.Key, decision.Item.Outbox, cancellationToken);
    }
}
