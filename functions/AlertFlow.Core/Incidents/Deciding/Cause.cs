using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The finding, or the end of a silence, that a routed notification is about.</summary>
internal sealed record Cause
{
    /// <summary>A return after this long is urgent.</summary>
    public static TimeSpan ForgottenAfter { get; } = TimeSpan.FromHours(6);

    public required string Source { get; init; }
    public required string Rule { get; init; }
    public required Destinations Destinations { get; init; }
    public required bool Urgent { get; init; }

    /// <summary>The finding; null when a silence ended.</summary>
    public Finding? Finding { get; init; }

    public Runbook? Runbook { get; init; }
    public Rehearsal? Rehearsal { get; init; }
    public bool Late { get; init; }
    public bool Adopted { get; init; }

    /// <param name="arrival">The finding.</param>
    /// <param name="facts">The facts that the decision depends on.</param>
    /// <param name="notified">The severity that people are notified of: it decides where the notification goes.</param>
    /// <param name="at">The circumstances.</param>
    public static Cause Of(RoutingDecision arrival, Facts facts, Severity notified, Moment at)
    {
        var finding = arrival.Finding;
        var late = at.Now - finding.Time > Timers.LateAfter;
        var adopted = finding.FirstSeen < at.Config.AdoptAfter || finding.FindingInfo.CreatedTime < at.Config.AdoptAfter;
        var severe = finding.SeverityId.IsAtLeast(Severity.High) && !adopted && (finding.SeverityId.IsAtLeast(Severity.Critical) || !late);
        return new()
        {
            Source = finding.Source,
            Rule = facts.Rule,
            Destinations = arrival.Destinations(at.Config, notified),
            // A rehearsal goes where urgent notifications go, whatever its severity.
            Urgent = (facts.Reason is not DecisionReason.Reopened || facts.StirsAgain) && (severe || arrival.Rehearsal is not null),
            Finding = finding,
            Runbook = arrival.Runbook,
            Rehearsal = arrival.Rehearsal,
            Late = late,
            Adopted = adopted,
        };
    }

    /// <summary>Returns the cause for the end of a silence. The most severe signal that it hid decides where the notification goes.</summary>
    public static Cause Of(Signal signal, Withheld withheld, Severity severity, Moment at) => new()
    {
        Source = signal.Source,
        Rule = signal.Rule,
        Destinations = new Destinations(withheld.Route, withheld.Receivers),
        Urgent = severity.IsAtLeast(Severity.High) && !(signal.FirstSeen < at.Config.AdoptAfter),
    };
}
