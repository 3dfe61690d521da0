using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>Everything that the decision about one finding depends on.</summary>
internal sealed record Facts
{
    public required Phase Phase { get; init; }

    /// <summary>The rule of the finding's signal.</summary>
    public required string Rule { get; init; }

    /// <summary>True when R has passed since the incident ended: the next finding begins a new one.</summary>
    public required bool Over { get; init; }

    /// <summary>The number of occurrences that nobody was notified of: new ones, and those hidden until now.</summary>
    public required int Delta { get; init; }

    /// <summary>The number of those that this incident had counted as Hidden.</summary>
    public required int Revealed { get; init; }

    /// <summary>True when the finding adds anything: an occurrence, or that it is not hidden or archived any more.</summary>
    public required bool News { get; init; }

    /// <summary>True when every event of the source is an occurrence. Nothing new then means the same event again.</summary>
    public required bool IsEvent { get; init; }

    public required bool Archived { get; init; }

    /// <summary>True when this finding completes the archiving: all cumulative findings are archived, and no other source has a signal.</summary>
    public required bool AllArchived { get; init; }

    public required Hidden? HiddenBy { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>True when it is more severe than the severity people were notified of; false when nobody was notified.</summary>
    public required bool Higher { get; init; }

    /// <summary>True when its signal was sent already, or when it is counted under <see cref="Signal.OtherRule"/>.</summary>
    public required bool KnownSignal { get; init; }

    /// <summary>True when a severe return is urgent: a new signal, a higher severity, or long after Closed.</summary>
    public required bool StirsAgain { get; init; }

    /// <summary>The number of new signals sent in this window.</summary>
    public required int SignalsTold { get; init; }

    /// <summary>The decision. The first row that matches decides.</summary>
    public DecisionReason Reason => this switch
    {
        { HiddenBy.Kind: HiddenKind.Suppression } => DecisionReason.Suppressed,
        { HiddenBy: not null } => DecisionReason.Silenced,
        { Archived: true, Phase: Phase.Open, AllArchived: true } => DecisionReason.ClosedArchived,
        { Archived: true } => DecisionReason.Archived,

        { Phase: Phase.Untold, News: false, Higher: false } => NothingNew,
        { Phase: Phase.Untold } => DecisionReason.Opened,

        { Phase: Phase.Closed, News: false, Higher: false } => NothingNew,
        { Phase: Phase.Closed, Over: true } => DecisionReason.Opened,
        { Phase: Phase.Closed } => DecisionReason.Reopened,

        { Higher: true } => DecisionReason.Escalated,
        { News: false } or { Delta: 0, KnownSignal: true } => NothingNew,
        { KnownSignal: true } => DecisionReason.Counted,
        { SignalsTold: < Decide.MaxNewSignals } => DecisionReason.NewSignal,
        _ when Severity.IsAtLeast(Severity.High) => DecisionReason.NewSignal,
        _ => DecisionReason.NewSignalHeld,
    };

    /// <summary>True when the finding belongs to a new incident. A repeat of a counted finding never does.</summary>
    public bool BeginsIncident => Over && Phase is not Phase.Open && (Delta > 0 || Reason is DecisionReason.Opened);

    private DecisionReason NothingNew => IsEvent ? DecisionReason.Duplicate : DecisionReason.NoNewCount;

    public static Facts Of(IncidentItem item, RoutingDecision arrival, Observation observed, Moment at)
    {
        var (finding, incident, clocks) = (arrival.Finding, item.Incident, item.Incident.Clocks);
        var rule = Samples.RuleOf(finding);
        var archived = finding.StatusId is Status.Archived;
        var signals = incident.Signals;
        var signal = signals.Find(finding.Source, rule);
        var revealed = (int)Math.Min(observed.Revealed, signal?.Hidden ?? 0);
        var unarchived = observed.WasShelved && !archived;
        var higher = incident is not { Phase: Phase.Untold, Notified: Severity.Unknown } && finding.SeverityId.IsAbove(incident.Notified);
        var known = signal is { Active: true } || !signals.HasRoomFor(finding.Source, rule, hidden: false);
        return new Facts
        {
            Phase = incident.Phase,
            Rule = rule,
            Over = at.Now >= (incident.ClosedAt ?? clocks.LastReceived) + at.Timers.Reopen,
            Delta = observed.Delta + revealed,
            Revealed = revealed,
            News = observed.Delta > 0 || observed.Revealed > 0 || unarchived,
            IsEvent = finding.Count is null,
            Archived = archived,
            AllArchived = observed.Memory.AllArchived && !signals.Any(one => one.Active && one.Source != finding.Source),
            HiddenBy = arrival.HiddenBy,
            Severity = finding.SeverityId,
            Higher = higher,
            KnownSignal = known,
            StirsAgain = !known || higher || at.Now - incident.ClosedAt >= Cause.ForgottenAfter,
            SignalsTold = clocks.SignalsToldAt(at.Now, at.Timers),
        };
    }
}
