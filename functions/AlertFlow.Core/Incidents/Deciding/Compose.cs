using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>Composes the notification that describes an incident's state. It decides nothing.</summary>
internal static class Compose
{
    private const int MaxSignals = 5;

    /// <param name="item">The item in its next state, with this notification's count still unreported.</param>
    /// <param name="before">The incident before the decision.</param>
    /// <param name="transition">The row of the decision; it sends something.</param>
    /// <param name="cause">The finding, or the end of a silence, that decided; null for timers.</param>
    /// <param name="audience">The receivers, before those drop out that do not want this reason.</param>
    /// <param name="at">The circumstances.</param>
    public static Notification Notification(
        IncidentItem item, Incident before, Transition transition, Cause? cause, IReadOnlyList<string> audience, Moment at)
    {
        var (incident, reason) = (item.Incident, transition.Sends!.Value); // checked by the caller
        var ranked = incident.Signals.Ranked().ToList();
        var lead = ranked.FirstOrDefault(signal => (signal.Source, signal.Rule) == (cause?.Source, cause?.Rule))
            ?? Alone(cause?.Finding, at)
            ?? ranked[0];
        var shown = ranked.Where(signal => signal != lead).Prepend(lead).Take(MaxSignals).ToList();
        var receivers = at.Config.Wanting(audience, reason);
        var shadow = receivers.Any(name => CanaryReceiver.ChannelOf(name) is null) ? at.Config.Shadow : null;
        var whole = new Notification
        {
            Incident = incident.Id,
            Sequence = incident.Sequence + 1,
            Reason = reason,
            At = at.Now,
            Severity = incident.Notified,
            PreviousSeverity = reason is Reason.Escalated ? before.Notified : null,
            Urgent = cause?.Urgent ?? false,
            Late = cause?.Late ?? false,
            Adopted = cause?.Adopted ?? false,
            Test = cause?.Rehearsal is Rehearsal.Page,
            StillActive = reason is Reason.Summary && transition.StandsAlone,
            Archived = incident.ClosedArchived,
            HistoryUnreadable = incident.HistoryUnreadable,
            Reopens = incident.Clocks.Reopens,
            ClosedAt = reason is Reason.Reopened ? before.ClosedAt : null,
            Resource = item.Resource,
            Silence = EndedSilence(item.Digest, at.Config),
            Lead = Summarise(lead) with { Sample = lead.Sample, SrcUrl = lead.SrcUrl, Reference = lead.Reference },
            Subject = incident.Subject ?? Subject(item.Resource, lead.Rule),
            Signals = [.. shown.Select(Summarise)],
            SignalCount = ranked.Count,
            Counts = incident.Signals.CountsBySource(),
            Count = incident.Reported + incident.Unreported,
            Delta = reason is Reason.Edit ? 0 : incident.Unreported,
            DeltaSince = incident.UnreportedSince,
            FirstSeen = ranked.Min(signal => signal.FirstSeen),
            LastSeen = ranked.Max(signal => signal.LastSeen),
            Occurred = cause?.Finding?.LastSeen,
            Received = cause?.Finding is null ? null : at.Now,
            Quiet = incident is { ClosedAt: { } closed, ClosedArchived: false } ? closed - incident.Clocks.LastActivity : null,
            PeakPerMinute = incident.Rate.Peak,
            Runbook = cause?.Runbook,
            Route = cause?.Destinations.Route,
            Receivers = shadow is null ? receivers : [shadow],
            WouldTell = shadow is null ? null : receivers,
            ConfigVersion = at.Config.Version,
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

    /// <summary>Returns a signal for one finding alone, so that a finding counted under <see cref="Signal.OtherRule"/> is named by its own rule.</summary>
    private static Signal? Alone(Finding? finding, Moment at) => finding is null
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
            at.Config.Redaction);

    /// <summary>Returns the subject. It is made once, when the incident opens, and is the same in every message.</summary>
    private static string Subject(AffectedResource resource, string rule) => Weight.Cut(Place.Subject(resource, rule), Incident.MaxSubject);

    /// <summary>Describes a digest's silence. The owner and reason are missing when the configuration has changed since.</summary>
    private static EndedSilence? EndedSilence(Digest? digest, RoutingConfig config)
    {
        if (digest is null)
        {
            return null;
        }

        var silence = config.Silences.FirstOrDefault(one => one.Name == digest.Silence && one.Until == digest.Until);
        return new EndedSilence(digest.Silence, digest.Until, digest.Incidents, digest.Gravest)
        {
            Owner = Short(silence?.Owner),
            Because = Short(silence?.Reason),
        };

        string? Short(string? text) =>
            text is null ? null : Weight.Cut(config.Redaction.Line(text, Incident.MaxSubject), Incident.MaxSubject);
    }
}
