using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Notifications;
using AlertFlow.Routing;
using AlertFlow.Sources;

namespace AlertFlow.Incidents.Deciding;

/// <summary>
/// The state machine of an incident. It is pure: the state, findings and the clock go in; the next state and notifications come
/// out. Its tables: <see cref="Facts.Reason"/> says what a finding means, <see cref="Due.Reason"/> which timer acts, and
/// <see cref="Transition"/> what each of these reasons does.
/// </summary>
public static class Decide
{
    /// <summary>The most new signals sent in one window. Below High, the rest waits for the Summary.</summary>
    public const int MaxNewSignals = 3;

    /// <summary>Decides findings of one key, in order.</summary>
    /// <param name="key">The findings' incident key.</param>
    /// <param name="item">The stored item; null when there is none.</param>
    /// <param name="arrivals">The findings, at least one.</param>
    /// <param name="clock">The receive clock. Where it is behind the item's last touch, the last touch counts.</param>
    /// <param name="config">The configuration.</param>
    public static Decision OnFindings(
        string key, IncidentItem? item, IReadOnlyList<RoutingDecision> arrivals, DateTimeOffset clock, RoutingConfig config)
    {
        var outcomes = new List<Outcome>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            var now = item is null || clock > item.Touched ? clock : item.Touched;
            (item, var outcome) = OnFinding(key, item, arrival, new Moment(now, config));
            outcomes.Add(outcome);
        }

        return new Decision(item ?? throw new ArgumentException("No finding to decide", nameof(arrivals)), outcomes);
    }

    /// <summary>Runs the most important timer that is due. Call it again while <see cref="Due.At"/> is not in the future.</summary>
    public static Decision OnTimer(IncidentItem item, DateTimeOffset clock, RoutingConfig config)
    {
        var at = new Moment(clock > item.Touched ? clock : item.Touched, config);
        var released = Released(item, at);
        var reason = Due.Reason(released, before: item, at);
        if (reason is DecisionReason.NothingDue && ReferenceEquals(released, item))
        {
            return new Decision(item, [new Outcome(reason, null)]);
        }

        var hidden = reason is DecisionReason.SilenceEnded ? Release.MostSevere(item.Incident, at.Now) : null;
        var severity = hidden is null ? item.Incident.Notified : Release.Released(hidden).Severity;
        var (next, outcome) = Apply(
            released with { Touched = at.Now },
            reason,
            hidden is { Withheld: { } withheld } ? (_, moment) => Cause.Of(hidden, withheld, severity, moment) : null,
            at with { Severity = severity });
        return new Decision(next, [outcome]);
    }

    private static (IncidentItem Item, Outcome Outcome) OnFinding(string key, IncidentItem? item, RoutingDecision arrival, Moment at)
    {
        var finding = arrival.Finding;
        var current = item is null
            ? Started(key, null, finding, at)
            : item with { Touched = at.Now, Resource = item.Resource.Completed(finding, at.Config.Redaction) };
        var observed = current.Memory.Observe(finding, arrival.HiddenBy is not null, at.Now);
        var facts = Facts.Of(current, arrival, observed, at);
        var reason = facts.Reason;
        if (item is not null && facts is { IsEvent: true, News: false, Higher: false })
        {
            return (item, new Outcome(reason, null));
        }

        var begun = facts.BeginsIncident
            ? (Started(key, item, finding, at) with { Memory = observed.Memory.Deactivated() }).Note(item?.Incident, at.Now)
            : current with { Memory = observed.Memory };
        return Apply(
            begun.Count(arrival, facts, Transition.Of(reason).Counts, at),
            reason,
            (notified, moment) => Cause.Of(arrival, facts, notified, moment),
            at with { Severity = finding.SeverityId });
    }

    /// <summary>Takes the item to its next state and adds the notification to its outbox.</summary>
    /// <param name="item">The item, with the finding counted.</param>
    /// <param name="reason">The decision.</param>
    /// <param name="causeOf">Returns the cause of a routed notification for the severity that people are notified of.</param>
    /// <param name="at">The circumstances.</param>
    private static (IncidentItem Item, Outcome Outcome) Apply(
        IncidentItem item, DecisionReason reason, Func<Severity, Moment, Cause>? causeOf, Moment at)
    {
        var transition = Transition.Of(reason);
        var evolved = transition.Evolve(item.Incident, at);
        if (transition.Sends is not { } sends)
        {
            return (item with { Incident = evolved }, new Outcome(reason, null));
        }

        var cause = transition.IsRouted ? causeOf?.Invoke(evolved.Notified, at) : null;
        IReadOnlyList<string> audience = [.. evolved.Audience.Union(cause?.Destinations.Receivers ?? []).Take(Incident.MaxAudience)];
        var receivers = cause is null ? audience : [.. cause.Destinations.Receivers.Intersect(audience)];
        var notification = Compose.Notification(item with { Incident = evolved }, item.Incident, transition, cause, receivers, at);
        var sent = evolved with
        {
            Sequence = notification.Sequence,
            Subject = notification.Subject,
            // A test is sent once; nobody is notified of its end.
            Audience = cause?.Rehearsal is Rehearsal.Page ? evolved.Audience : audience,
        };
        var next = item with
        {
            Incident = sends is Reason.Edit ? sent : sent.Report(transition.StandsAlone, at),
            // Once people are notified, archived findings are reported with the rest.
            Memory = sends is Reason.Opened ? item.Memory.Unshelved() : item.Memory,
        };
        return (next.With(notification), new Outcome(reason, notification));
    }

    /// <summary>Removes ended silences. Findings that they hid in an open incident wait for the Summary.</summary>
    private static IncidentItem Released(IncidentItem item, Moment at)
    {
        var released = Release.Ended(item, at.Now, at.Timers);
        return released.Incident is { Phase: Phase.Open } incident && incident.Unreported > item.Incident.Unreported
            ? released with { Incident = incident.AwaitSummary(at) }
            : released;
    }

    /// <summary>Returns the item at the start of its first or next incident.</summary>
    private static IncidentItem Started(string key, IncidentItem? before, Finding finding, Moment at) => new()
    {
        Key = key,
        Resource = before?.Resource.Completed(finding, at.Config.Redaction) ?? AffectedResources.Of(finding, key, at.Config.Redaction),
        Touched = at.Now,
        Incident = new Incident
        {
            Id = ContentId.Of($"{key}|{at.Now.ToUnixTimeMilliseconds()}|{finding.Metadata.Uid}", IncidentKey.IdDigits),
            Notified = before?.Incident.Notified ?? Severity.Unknown,
            Clocks = new Clocks { LastReceived = at.Now },
        },
        Memory = before?.Memory ?? new Memory(),
        Outbox = before?.Outbox ?? [],
        DigestEntries = before?.DigestEntries ?? [],
        Later = before?.Later,
    };
}
