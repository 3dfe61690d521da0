using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>What is about to be told, and by what: the rest of the notification is the incident's state.</summary>
internal sealed record Telling(Reason Reason, Severity Severity)
{
    private const int MaxSignals = 5;
    public const int MaxSubject = 150;

    /// <summary>The signal that decided it; null on timers.</summary>
    public (string Source, string Rule)? Lead { get; init; }

    public Finding? Finding { get; init; }
    public Notifications.Runbook? Runbook { get; init; }

    /// <summary>Null: not routed, the audience is told.</summary>
    public Destinations? Destinations { get; init; }

    public Severity? Before { get; init; }
    public bool Urgent { get; init; }
    public Rehearsal? Rehearsal { get; init; }
    public bool StillActive { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    public static bool IsLate(Finding finding, DateTimeOffset now) => now - finding.Time > Timers.LateAfter;

    /// <summary>Its source has known it since before the configuration says that findings are news.</summary>
    public static bool IsAdopted(Finding finding, RoutingConfig config) =>
        finding.FirstSeen < config.AdoptAfter || finding.FindingInfo.CreatedTime < config.AdoptAfter;

    /// <summary>Decided by a finding: routed by its labels, at the severity that people are told.</summary>
    public static Telling By(Reason reason, Draft draft, RoutingDecision arrival, Severity severity) => new(reason, severity)
    {
        Lead = (arrival.Finding.Source, Samples.RuleOf(arrival.Finding)),
        Finding = arrival.Finding,
        Runbook = arrival.Runbook,
        Rehearsal = arrival.Rehearsal,
        Destinations = arrival.Destinations(draft.Config, severity),
    };

    /// <summary>A finding that shares the signal for the rest is named by its own rule all the same.</summary>
    private static Signal? Alone(Draft draft, Finding? finding) => finding is null
        ? null
        : Samples.Shown(
            new Signal
            {
                Source = finding.Source,
                Rule = Samples.RuleOf(finding),
                Severity = finding.SeverityId,
                Count = finding.Count ?? 1,
                FirstSeen = finding.FirstSeen,
                LastSeen = finding.LastSeen,
            },
            finding,
            draft.Config.Redaction);

    /// <summary>Cut once, when the incident is opened: it must be the same in every message.</summary>
    public static string SubjectOf(AffectedResource resource, string rule) => Weight.Cut(Place.Subject(resource, rule), MaxSubject);

    public static Notification Compose(Draft draft, Telling telling, IReadOnlyList<string> audience)
    {
        var (incident, now) = (draft.Incident, draft.Now);
        var ranked = incident.Signals.Ranked().ToList();
        var lead = ranked.FirstOrDefault(signal => (signal.Source, signal.Rule) == telling.Lead) ?? Alone(draft, telling.Finding) ?? ranked[0];
        var shown = ranked.Where(signal => signal != lead).Prepend(lead).Take(MaxSignals).ToList();
        // Built-in receivers are not configured, and want everything.
        IReadOnlyList<string> receivers =
            [.. audience.Distinct().Where(name => draft.Config.Receiver(name)?.Wants(telling.Reason) ?? CanaryReceiver.ChannelOf(name) is not null)];
        var shadow = receivers.Any(name => CanaryReceiver.ChannelOf(name) is null) ? draft.Config.Shadow : null;
        var whole = new Notification
        {
            Incident = incident.Id,
            Sequence = incident.Sequence + 1,
            Reason = telling.Reason,
            At = now,
            Severity = telling.Severity,
            PreviousSeverity = telling.Before,
            Urgent = telling.Urgent,
            Late = telling.Finding is { } finding && IsLate(finding, now),
            Adopted = telling.Finding is { } known && IsAdopted(known, draft.Config),
            Test = telling.Rehearsal is Findings.Rehearsal.Page,
            StillActive = telling.StillActive,
            Archived = incident.ClosedArchived,
            HistoryUnreadable = incident.HistoryUnreadable,
            Reopens = incident.Clocks.Reopens,
            ClosedAt = telling.ClosedAt,
            Resource = draft.Item.Resource,
            Silence = EndedSilence(draft),
            Lead = Summarise(lead) with { Sample = lead.Sample, SrcUrl = lead.SrcUrl, Reference = lead.Reference },
            Subject = incident.Subject ?? SubjectOf(draft.Item.Resource, lead.Rule),
            Signals = [.. shown.Select(Summarise)],
            SignalCount = ranked.Count,
            Counts = incident.Signals.CountsBySource(),
            Count = incident.Reported + incident.Unreported,
            Delta = telling.Reason is Reason.Edit ? 0 : incident.Unreported,
            DeltaSince = incident.UnreportedSince,
            FirstSeen = ranked.Min(signal => signal.FirstSeen),
            LastSeen = ranked.Max(signal => signal.LastSeen),
            Occurred = telling.Finding?.LastSeen,
            Received = telling.Finding is null ? null : now,
            Quiet = incident is { ClosedAt: { } closed, ClosedArchived: false } ? closed - incident.Clocks.LastActivity : null,
            PeakPerMinute = incident.Rate.Peak,
            Runbook = telling.Runbook,
            Route = telling.Destinations?.Route,
            Receivers = shadow is null ? receivers : [shadow],
            WouldTell = shadow is null ? null : receivers,
            ConfigVersion = draft.Config.Version,
        };
        return whole.Fitted();

        SignalSummary Summarise(Signal signal) => new()
        {
            Source = signal.Source,
            Rule = signal.Rule,
            Severity = signal.Severity,
            Count = signal.Count,
            FirstSeen = signal.FirstSeen,
            LastSeen = signal.LastSeen,
        };
    }

    /// <summary>Of a digest, in the words of whoever silenced; these are gone where the configuration has changed since.</summary>
    private static EndedSilence? EndedSilence(Draft draft)
    {
        if (draft.Item.Digest is not { } digest)
        {
            return null;
        }

        var silence = draft.Config.Silences.FirstOrDefault(one => one.Name == digest.Silence && one.Until == digest.Until);
        return new EndedSilence(digest.Silence, digest.Until, digest.Incidents, digest.Gravest) { Owner = Short(silence?.Owner), Because = Short(silence?.Reason) };

        string? Short(string? text) => text is null ? null : Weight.Cut(draft.Config.Redaction.Line(text, MaxSubject), MaxSubject);
    }
}
