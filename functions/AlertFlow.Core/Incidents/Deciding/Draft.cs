using AlertFlow.Findings;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>An item on its way to its next state: what happened so far at one instant.</summary>
internal sealed record Draft(IncidentItem Item, DateTimeOffset Now, RoutingConfig Config)
{
    public Incident Incident => Item.Incident;
    public Clocks Clocks => Item.Incident.Clocks;
    public Timers Timers => Config.Timers;

    public Draft With(Incident incident) => this with { Item = Item with { Incident = incident } };

    public Draft With(Clocks clocks) => With(Incident with { Clocks = clocks });

    public Draft With(Memory memory) => this with { Item = Item with { Memory = memory } };

    /// <summary>Counts what may be told: the finding is in its signal, and unreported.</summary>
    /// <param name="active">Whether it is neither hidden nor archived.</param>
    public Draft Count(Finding finding, Facts facts, bool active)
    {
        var signal = SignalOf(finding, hidden: false);
        var revealed = Math.Min(facts.Revealed, signal.Hidden);
        var delta = facts.Delta - facts.Revealed + revealed;
        var newest = signal.Sample is null || finding.LastSeen >= signal.LastSeen;
        return With(Incident with
        {
            Signals = Incident.Signals.With((newest ? Samples.Shown(signal, finding, Config.Redaction) : signal) with
            {
                Count = signal.Count + delta,
                Hidden = signal.Hidden - revealed,
                Severity = finding.SeverityId.IsAbove(signal.Severity) ? finding.SeverityId : signal.Severity,
                FirstSeen = Earlier(signal.FirstSeen, finding.FirstSeen),
                LastSeen = Later(signal.LastSeen, finding.LastSeen),
                Active = signal.Active || active,
            }),
            Unreported = Incident.Unreported + delta,
            UnreportedSince = Incident.UnreportedSince ?? Now,
            Hidden = Incident.Hidden - revealed,
            Rate = Incident.Rate.Add(delta, Now),
            Clocks = Clocks with { LastReceived = Now },
        });
    }

    /// <summary>While nobody was told, an archived finding is one that may still be.</summary>
    public Draft Shelving() => Incident.Phase is Phase.Untold && Item.Memory.Findings.Count > 0 ? With(Item.Memory.Shelving()) : this;

    /// <summary>Counts a finding that is told, at once or later: the timers start from here.</summary>
    public Draft Live(Finding finding, Facts facts)
    {
        var counted = Count(finding, facts, active: true);
        return counted
            .With(finding.Count is null ? Item.Memory : Item.Memory.Activated())
            .With(counted.Clocks with { LastActivity = Now, Cumulative = Clocks.Cumulative || finding.Count is not null });
    }

    /// <summary>Something waits to be told: by the Summary when the window ends, and by an edit soon.</summary>
    public Draft Pending() => With(Clocks with
    {
        WindowEnds = Clocks.WindowEnds ?? (Now + Clocks.WindowOr(Timers)),
        EditAt = Incident.Audience.Count > 0 ? Clocks.EditAt ?? (Now + EditDebounce()) : null,
    });

    /// <summary>Counts what is hidden: it stands beside what may be told, and changes nothing of it.</summary>
    public Draft Hide(RoutingDecision arrival, int delta)
    {
        var signal = SignalOf(arrival.Finding, hidden: true);
        return With(Incident with
        {
            Signals = Incident.Signals.With(signal with
            {
                Hidden = signal.Hidden + delta,
                Withheld = arrival.HiddenBy is { Until: { } until } silence ? Withhold(signal.Withheld, arrival, silence.Name, until, delta) : signal.Withheld,
            }),
            Hidden = Incident.Hidden + delta,
            Clocks = Clocks with { LastReceived = Now },
        });
    }

    /// <summary>Decided, and waiting to be handed over. An edit that still waits is dropped: a later one shows more.</summary>
    public Draft Outboxed(Notification notification) => this with
    {
        Item = Item with
        {
            Outbox = [.. Item.Outbox.Where(entry => entry.Reason is not Reason.Edit || entry.Incident != notification.Incident), notification],
        },
    };

    private Withheld Withhold(Withheld? before, RoutingDecision arrival, string silence, DateTimeOffset until, int delta)
    {
        var severity = before?.Severity.IsAbove(arrival.Finding.SeverityId) is true ? before.Severity : arrival.Finding.SeverityId;
        var destinations = arrival.Destinations(Config, severity);
        return new Withheld
        {
            Silence = before?.Until > until ? before.Silence : silence,
            Count = (before?.Count ?? 0) + delta,
            Until = before is null ? until : Later(before.Until, until),
            ReceivedAt = Now,
            Cumulative = arrival.Finding.Count is not null,
            Severity = severity,
            Route = destinations.Route,
            Receivers = [.. destinations.Receivers.Take(Incident.MaxAudience)],
        };
    }

    private TimeSpan EditDebounce()
    {
        var debounce = Timers.EditDebounce * (1 << Math.Min(Clocks.Edits, 16));
        return debounce < Timers.EditDebounceCap ? debounce : Timers.EditDebounceCap;
    }

    private Signal SignalOf(Finding finding, bool hidden)
    {
        var rule = Samples.RuleOf(finding);
        var fits = Incident.Signals.HasRoomFor(finding.Source, rule, hidden);
        return Incident.Signals.Find(finding.Source, fits ? rule : Signal.OtherRule) ?? new Signal
        {
            Source = finding.Source,
            Rule = fits ? rule : Signal.OtherRule,
            Severity = Severity.Unknown,
            FirstSeen = finding.FirstSeen,
            LastSeen = finding.LastSeen,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
