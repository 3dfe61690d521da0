using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Ingest;

/// <summary>Decides the findings of one incident key, commits the decision, and logs it.</summary>
internal sealed class DecideStage(Commit commit, RoutingConfig config, TimeProvider clock)
{
    /// <returns>An outcome for each finding.</returns>
    public async Task<IReadOnlyList<Outcome>> RunAsync(FindingGroup group, Invocation invocation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        RoutingDecision[] arrivals = [.. group.Findings.Select(finding => RoutingDecision.Resolve(config, finding, now))];
        var decision = await commit.FindingsAsync(group.Key, arrivals, now, cancellationToken);
        if (decision.Unreadable is { } unreadable)
        {
            invocation.Warn("item unreadable, set aside", ("key", group.Key), ("detail", unreadable));
            invocation.Measure(Metric.ItemsUnreadable, null);
        }

        foreach (var (arrival, outcome) in arrivals.Zip(decision.Outcomes))
        {
            DecisionLine.WriteFinding(invocation, decision.Item, arrival, outcome, config);
        }

        return decision.Outcomes;
    }
}
