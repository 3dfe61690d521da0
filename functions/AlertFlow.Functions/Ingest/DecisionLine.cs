using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Ingest;

/// <summary>The line that every received finding leaves: it answers "why was I not paged?".</summary>
internal static class DecisionLine
{
    public static void Write(Invocation invocation, string key, RoutingDecision arrival, string incident, Outcome outcome, RoutingConfig config)
    {
        var (finding, told) = (arrival.Finding, outcome.Notification);
        invocation.Info(
            "decided",
            ("finding", finding.Metadata.Uid),
            ("source", finding.Source),
            ("rule", Samples.RuleOf(finding)),
            ("severity", finding.SeverityId.Caption),
            ("key", key),
            ("incident", told?.Incident ?? incident),
            ("reason", outcome.Reason.ToString()),
            ("sequence", told?.Sequence),
            ("delta", told?.Delta),
            ("urgent", told?.Urgent),
            ("route", told?.Route),
            ("path", PathOf(arrival, config)),
            ("hidden_by", arrival.HiddenBy?.Name),
            ("receivers", told?.WouldTell ?? told?.Receivers),
            ("shadow", config.Shadow),
            ("rehearsal", arrival.Rehearsal?.ToString()),
            ("config", config.Version));
        if (arrival.Rehearsal is null)
        {
            invocation.Measure(Metric.Decisions, outcome.Reason.ToString());
        }
    }

    /// <summary>Every route that was tried, and of one that does not match the first matcher that keeps it from it. Names and matchers are the configuration's.</summary>
    private static IEnumerable<string> PathOf(RoutingDecision arrival, RoutingConfig config) =>
        Explanation.Walk(config, arrival.Labels, arrival.Finding.SeverityId)
            .Where(visit => visit.Outcome is not VisitOutcome.NotTried)
            .Select(visit => visit.Failed is { } failed ? $"{visit.Route}: not {failed.Matcher}" : visit.Route);
}
