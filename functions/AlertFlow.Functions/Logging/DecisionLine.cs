using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Logging;

/// <summary>The line that every received finding and every timer leaves: it answers "why was I not paged?".</summary>
internal static class DecisionLine
{
    private const string Decided = "decided";

    public static void WriteFinding(
        Invocation invocation, IncidentItem item, RoutingDecision arrival, Outcome outcome, RoutingConfig config)
    {
        var (finding, sent) = (arrival.Finding, outcome.Notification);
        invocation.Info(
            Decided,
            ("finding", finding.Metadata.Uid), ("source", finding.Source), ("rule", Samples.RuleOf(finding)),
            ("severity", finding.SeverityId.Caption),
            ("key", item.Key), ("incident", sent?.Incident ?? item.Incident.Id), ("reason", outcome.Reason.ToString()),
            ("sequence", sent?.Sequence), ("delta", sent?.Delta), ("urgent", sent?.Urgent),
            ("route", sent?.Route), ("path", PathOf(arrival, config)), ("hidden_by", arrival.HiddenBy?.Name),
            ("receivers", sent?.WouldTell ?? sent?.Receivers), ("shadow", config.Shadow),
            ("rehearsal", arrival.Rehearsal?.ToString()), ("config", config.Version));
        Measure(invocation, outcome, arrival.Rehearsal is not null);
    }

    public static void WriteTimer(Invocation invocation, IncidentItem item, Outcome outcome)
    {
        var sent = outcome.Notification;
        invocation.Info(
            Decided,
            ("key", item.Key), ("incident", item.Incident.Id), ("reason", outcome.Reason.ToString()),
            ("sequence", sent?.Sequence), ("delta", sent?.Delta), ("receivers", sent?.Receivers));
        Measure(invocation, outcome, item.IsRehearsal);
    }

    private static void Measure(Invocation invocation, Outcome outcome, bool isRehearsal)
    {
        if (!isRehearsal)
        {
            invocation.Measure(Metric.Decisions, outcome.Reason.ToString());
        }
    }

    /// <summary>Lists the routes that were tried, each with the first matcher that failed. All text is the configuration's.</summary>
    private static IEnumerable<string> PathOf(RoutingDecision arrival, RoutingConfig config) =>
        Explanation.Walk(config, arrival.Labels, arrival.Finding.SeverityId)
            .Where(visit => visit.Outcome is not VisitOutcome.NotTried)
            .Select(visit => visit.Failed is { } failed ? $"{visit.Route}: not {failed.Matcher}" : visit.Route);
}
