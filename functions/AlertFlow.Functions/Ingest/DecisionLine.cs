using AlertFlow.Findings;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Operations;
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
            ("hidden_by", arrival.HiddenBy?.Name),
            ("receivers", told?.Receivers),
            ("config", config.Version));
        invocation.Measure(Metric.Decisions, outcome.Reason.ToString());
    }
}
