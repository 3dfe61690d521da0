using System.Diagnostics;
using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The ways to count a finding.</summary>
internal enum Counting
{
    /// <summary>Not counted: nothing about it is new.</summary>
    None,

    /// <summary>Counted but not sent, because of a silence or suppression. Nothing else changes.</summary>
    Hidden,

    /// <summary>Counted in its signal; no timer moves.</summary>
    Archived,

    /// <summary>Counted in its signal; the timers start again.</summary>
    Live,
}

/// <summary>Counts a finding in its incident's signals.</summary>
internal static class Counter
{
    extension(IncidentItem item)
    {
        public IncidentItem Count(RoutingDecision arrival, Facts facts, Counting how, Moment at) => how switch
        {
            Counting.None => item,
            Counting.Hidden => facts.Delta > 0 ? item with { Incident = item.Incident.Hide(arrival, facts, at) } : item,
            Counting.Archived => (item with { Incident = item.Incident.Add(arrival.Finding, facts, active: false, at) }).Shelving(),
            Counting.Live => item with
            {
                Incident = item.Incident.Add(arrival.Finding, facts, active: true, at).Active(arrival.Finding, at),
                Memory = facts.IsEvent ? item.Memory : item.Memory.Activated(),
            },
            _ => throw new UnreachableException(),
        };

        /// <summary>Marks the finding as Shelved while nobody has been notified.</summary>
        private IncidentItem Shelving() =>
            item.Incident.Phase is Phase.Untold && item.Memory.Findings.Count > 0 ? item with { Memory = item.Memory.Shelving() } : item;
    }

    extension(Incident incident)
    {
        private Incident Active(Finding finding, Moment at) => incident with
        {
            Clocks = incident.Clocks with { LastActivity = at.Now, Cumulative = incident.Clocks.Cumulative || finding.Count is not null },
        };

        private Incident Add(Finding finding, Facts facts, bool active, Moment at)
        {
            var signal = incident.Signals.For(finding, facts.Rule, hidden: false);
            var revealed = Math.Min(facts.Revealed, signal.Hidden);
            var delta = facts.Delta - facts.Revealed + revealed;
            var newest = signal.Sample is null || finding.LastSeen >= signal.LastSeen;
            return incident with
            {
                Signals = incident.Signals.With((newest ? Samples.Shown(signal, finding, at.Config.Redaction) : signal) with
                {
                    Count = signal.Count + delta,
                    Hidden = signal.Hidden - revealed,
                    Severity = finding.SeverityId.IsAbove(signal.Severity) ? finding.SeverityId : signal.Severity,
                    FirstSeen = finding.FirstSeen < signal.FirstSeen ? finding.FirstSeen : signal.FirstSeen,
                    LastSeen = finding.LastSeen > signal.LastSeen ? finding.LastSeen : signal.LastSeen,
                    Active = signal.Active || active,
                }),
                Unreported = incident.Unreported + delta,
                UnreportedSince = incident.UnreportedSince ?? at.Now,
                Hidden = incident.Hidden - revealed,
                Rate = incident.Rate.Add(delta, at.Now),
                Clocks = incident.Clocks with { LastReceived = at.Now },
            };
        }

        private Incident Hide(RoutingDecision arrival, Facts facts, Moment at)
        {
            var signal = incident.Signals.For(arrival.Finding, facts.Rule, hidden: true);
            return incident with
            {
                Signals = incident.Signals.With(signal with
                {
                    Hidden = signal.Hidden + facts.Delta,
                    Withheld = arrival.HiddenBy is { Until: { } until } silence
                        ? Withhold(signal.Withheld, arrival, silence.Name, until, facts.Delta, at)
                        : signal.Withheld,
                }),
                Hidden = incident.Hidden + facts.Delta,
                Clocks = incident.Clocks with { LastReceived = at.Now },
            };
        }
    }

    private static Withheld Withhold(Withheld? before, RoutingDecision arrival, string silence, DateTimeOffset until, int delta, Moment at)
    {
        var severity = before?.Severity.IsAbove(arrival.Finding.SeverityId) is true ? before.Severity : arrival.Finding.SeverityId;
        var destinations = arrival.Destinations(at.Config, severity);
        return new Withheld
        {
            Silence = before?.Until > until ? before.Silence : silence,
            Count = (before?.Count ?? 0) + delta,
            Until = before?.Until > until ? before.Until : until,
            ReceivedAt = at.Now,
            Cumulative = arrival.Finding.Count is not null,
            Severity = severity,
            Route = destinations.Route,
            Receivers = [.. destinations.Receivers.Take(Incident.MaxAudience)],
        };
    }
}
