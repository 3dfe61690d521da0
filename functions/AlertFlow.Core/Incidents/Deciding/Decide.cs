using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AlertFlow.Findings;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>
/// The state machine of an incident. Pure: the state, what came and the clock go in; the next state and what is told come
/// out. What a finding means stands in <see cref="Facts.Reason"/>, what a timer means in <see cref="OnTimer"/>.
/// </summary>
public static class Decide
{
    /// <summary>How many new signals are told in one window; below High, the rest waits for the Summary.</summary>
    public const int MaxNewSignals = 3;

    /// <summary>Applies findings of one key, in order.</summary>
    /// <param name="key">Their incident key.</param>
    /// <param name="item">What the store holds of it; null is nothing.</param>
    /// <param name="arrivals">The findings, at least one.</param>
    /// <param name="clock">The receive clock; where it stands before the item's last touch, that counts.</param>
    /// <param name="config">Who is told, and how long timers are.</param>
    public static Decision OnFindings(
        string key, IncidentItem? item, IReadOnlyList<RoutingDecision> arrivals, DateTimeOffset clock, RoutingConfig config)
    {
        var outcomes = new List<Outcome>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            var now = item is null || clock > item.Touched ? clock : item.Touched;
            (item, var outcome) = OnFinding(key, item, arrival, now, config);
            outcomes.Add(outcome);
        }

        return new Decision(item ?? throw new ArgumentException("No finding to decide", nameof(arrivals)), outcomes);
    }

    /// <summary>Lets the gravest timer that is due act; at most one is told. Call again while <see cref="Due.At"/> is not in the future.</summary>
    public static Decision OnTimer(IncidentItem item, DateTimeOffset clock, RoutingConfig config)
    {
        var now = clock > item.Touched ? clock : item.Touched;
        var draft = new Draft(item with { Touched = now }, now, config);
        var released = Release.Ended(draft);
        var told = Due.Reason(released, draft) switch
        {
            DecisionReason.Quiet => Tell.Closed(released, DecisionReason.Quiet),
            DecisionReason.StillActive => Tell.StillActive(released),
            DecisionReason.WindowEnded => Tell.Summary(released),
            DecisionReason.SilenceEnded => Release.Opened(draft, released),
            DecisionReason.Edited => Tell.Edit(released),
            DecisionReason.Digested => Tell.Digest(released),
            _ when ReferenceEquals(released, draft) => (Draft: new Draft(item, now, config), Outcome: new Outcome(DecisionReason.NothingDue, null)),
            _ => (Draft: released, Outcome: new Outcome(DecisionReason.NothingDue, null)),
        };
        return new Decision(told.Draft.Item, [told.Outcome]);
    }

    private static (IncidentItem Item, Outcome Outcome) OnFinding(
        string key, IncidentItem? item, RoutingDecision arrival, DateTimeOffset now, RoutingConfig config)
    {
        var finding = arrival.Finding;
        var started = Started(key, item, finding, now, config);
        var current = item is null ? started : item with { Touched = now, Resource = item.Resource.Completed(finding, config.Redaction) };
        var observed = current.Memory.Observe(finding, arrival.HiddenBy is not null, now);
        var facts = Facts.Of(new Draft(current, now, config), arrival, observed);
        var reason = facts.Reason;
        if (item is not null && facts is { IsEvent: true, News: false, Higher: false })
        {
            return (item, new Outcome(reason, null));
        }

        var draft = facts.BeginsIncident
            ? Concealing.Of(new Draft(started, now, config).With(observed.Memory.Deactivated()), item?.Incident)
            : new Draft(current, now, config).With(observed.Memory);
        var told = reason switch
        {
            DecisionReason.Suppressed or DecisionReason.Silenced => (facts.Delta > 0 ? draft.Hide(arrival, facts.Delta) : draft, new Outcome(reason, null)),
            DecisionReason.Archived => (draft.Count(finding, facts, active: false).Shelving(), new Outcome(reason, null)),
            DecisionReason.ClosedArchived => Tell.Closed(draft.Count(finding, facts, active: false), reason),
            DecisionReason.Duplicate or DecisionReason.NoNewCount => (draft, new Outcome(reason, null)),
            DecisionReason.Counted or DecisionReason.NewSignalHeld => (draft.Live(finding, facts).Pending(), new Outcome(reason, null)),
            DecisionReason.Opened => Tell.Opened(draft.Live(finding, facts), arrival),
            DecisionReason.Reopened => Tell.Reopened(draft.Live(finding, facts), arrival, facts),
            DecisionReason.Escalated => Tell.Escalated(draft.Live(finding, facts), arrival),
            DecisionReason.NewSignal => Tell.NewSignal(draft.Live(finding, facts), arrival),
            _ => throw new UnreachableException($"A finding cannot decide {reason}"),
        };
        return (told.Item1.Item, told.Item2);
    }

    /// <summary>The item as it is when its first incident, or its next one, begins.</summary>
    private static IncidentItem Started(string key, IncidentItem? before, Finding finding, DateTimeOffset now, RoutingConfig config)
    {
        var seed = $"{key}|{now.ToUnixTimeMilliseconds()}|{finding.Metadata.Uid}";
        return new IncidentItem
        {
            Key = key,
            Resource = before?.Resource.Completed(finding, config.Redaction) ?? AffectedResources.Of(finding, key, config.Redaction),
            Touched = now,
            Incident = new Incident
            {
                Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..16],
                Notified = before?.Incident.Notified ?? Severity.Unknown,
                Clocks = new Clocks { LastReceived = now },
            },
            Memory = before?.Memory ?? new Memory(),
            Outbox = before?.Outbox ?? [],
            Concealed = before?.Concealed ?? [],
            Later = before?.Later,
        };
    }
}
