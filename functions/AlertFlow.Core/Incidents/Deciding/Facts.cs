using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>All that a decision about one finding looks at.</summary>
internal sealed record Facts
{
    public required Phase Phase { get; init; }

    /// <summary>The name of the signal that the finding belongs to.</summary>
    public required string Rule { get; init; }

    /// <summary>R has passed since the incident ended, or there is none: the next finding begins a new one.</summary>
    public required bool Over { get; init; }

    /// <summary>How many occurrences nobody can have been told of: those not counted before, and those that were hidden until now.</summary>
    public required int Delta { get; init; }

    /// <summary>How many of them were counted in this incident already, but hidden.</summary>
    public required int Revealed { get; init; }

    /// <summary>Whether it says anything that was not taken in before: an occurrence, or that it is hidden or archived no more.</summary>
    public required bool News { get; init; }

    /// <summary>Every event of the source is an occurrence of its own, so that nothing new means the same event again.</summary>
    public required bool IsEvent { get; init; }

    public required bool Archived { get; init; }

    /// <summary>With this one, every cumulative finding of the incident is archived, and no other source has a signal.</summary>
    public required bool AllArchived { get; init; }

    public required Hidden? HiddenBy { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>It is more severe than what people were told; false where they never were.</summary>
    public required bool Higher { get; init; }

    /// <summary>Its signal was told, or would be one of the rest that decide nothing.</summary>
    public required bool KnownSignal { get; init; }

    /// <summary>Its return is urgent where it is severe: a new signal, a higher severity, or long after Closed.</summary>
    public required bool StirsAgain { get; init; }

    /// <summary>How many new signals were told in this window.</summary>
    public required int SignalsTold { get; init; }

    /// <summary>The table: the first row that fits decides.</summary>
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

    /// <summary>Whether it belongs to a new incident; a repeat of what was counted never does.</summary>
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
