using AlertFlow.Findings;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>What telling does to an incident: everything unreported is reported, and the timers that it answers are reset.</summary>
internal static class Tell
{
    /// <summary>A Reopened so long after its Closed is urgent.</summary>
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(6);

    public static (Draft Draft, Outcome Outcome) Opened(Draft draft, RoutingDecision arrival)
    {
        var severity = arrival.Finding.SeverityId;
        return Opened(draft, Telling.By(Reason.Opened, draft, arrival, severity) with { Urgent = IsUrgent(arrival, draft, severity) }, DecisionReason.Opened);
    }

    /// <summary>Opened by the end of a silence that had hidden it.</summary>
    public static (Draft Draft, Outcome Outcome) Opened(Draft draft, Signal gravest, Withheld withheld) => Opened(
        draft,
        new Telling(Reason.Opened, gravest.Severity)
        {
            Lead = (gravest.Source, gravest.Rule),
            Destinations = new Destinations(withheld.Route, withheld.Receivers),
            Urgent = gravest.Severity.IsAtLeast(Severity.High) && !(gravest.FirstSeen < draft.Config.AdoptAfter),
        },
        DecisionReason.SilenceEnded);

    private static (Draft Draft, Outcome Outcome) Opened(Draft draft, Telling telling, DecisionReason reason)
    {
        var opened = draft
            .With(draft.Item.Memory.Unshelved())
            .With(draft.Incident with { Phase = Phase.Open, Notified = telling.Severity, Subject = Telling.SubjectOf(draft.Item.Resource, telling.Lead?.Rule ?? ""), OpenedAt = draft.Now, ClosedAt = null })
            .With(draft.Clocks with
            {
                LastActivity = draft.Now,
                Window = draft.Timers.Window,
                TopLevelAt = draft.Now,
            });
        return Send(opened, telling, reason);
    }

    public static (Draft Draft, Outcome Outcome) Reopened(Draft draft, RoutingDecision arrival, Facts facts)
    {
        var (clocks, severity) = (draft.Clocks, arrival.Finding.SeverityId);
        var grave = !facts.KnownSignal || facts.Higher || draft.Now - draft.Incident.ClosedAt >= ForgottenAfter;
        var telling = Telling.By(Reason.Reopened, draft, arrival, severity) with
        {
            ClosedAt = draft.Incident.ClosedAt,
            Urgent = grave && IsUrgent(arrival, draft, severity),
        };
        var again = clocks.ReopenedAt is { } last && draft.Now < last + draft.Timers.Reopen;
        var reopened = draft
            .With(draft.Incident with { Phase = Phase.Open, Notified = severity, ClosedAt = null, ClosedArchived = false })
            .With(clocks with
            {
                Window = draft.Timers.Window,
                SignalsSince = null,
                TopLevelAt = draft.Now,
                Reopens = clocks.Reopens + 1,
                ReopenedAt = draft.Now,
                QuietDoublings = again ? clocks.QuietDoublings + 1 : 1,
            });
        return Send(reopened, telling, DecisionReason.Reopened);
    }

    public static (Draft Draft, Outcome Outcome) Escalated(Draft draft, RoutingDecision arrival)
    {
        var severity = arrival.Finding.SeverityId;
        var telling = Telling.By(Reason.Escalated, draft, arrival, severity) with
        {
            Before = draft.Incident.Notified,
            Urgent = IsUrgent(arrival, draft, severity),
        };
        var escalated = draft
            .With(draft.Incident with { Notified = severity })
            .With(draft.Clocks with
            {
                Window = draft.Timers.Window,
                // What was not grave until now has not gone on for long as a grave one.
                TopLevelAt = draft.Incident.Notified.IsAtLeast(Severity.High) ? draft.Clocks.TopLevelAt : draft.Now,
            });
        return Send(escalated, telling, DecisionReason.Escalated);
    }

    public static (Draft Draft, Outcome Outcome) NewSignal(Draft draft, RoutingDecision arrival)
    {
        var (clocks, now) = (draft.Clocks, draft.Now);
        var telling = Telling.By(Reason.NewSignal, draft, arrival, draft.Incident.Notified) with
        {
            Urgent = IsUrgent(arrival, draft, arrival.Finding.SeverityId),
        };
        var told = clocks.SignalsToldAt(now, draft.Timers);
        var counted = draft.With(clocks with { SignalsSince = told > 0 ? clocks.SignalsSince : now, SignalsTold = told + 1 });
        return Send(counted, telling, DecisionReason.NewSignal);
    }

    public static (Draft Draft, Outcome Outcome) Summary(Draft draft)
    {
        var cap = draft.Incident.Notified.IsAtLeast(Severity.High) ? draft.Timers.WindowCapHigh : draft.Timers.WindowCap;
        var doubled = draft.Clocks.WindowOr(draft.Timers) * 2;
        var widened = draft.With(draft.Clocks with { Window = doubled < cap ? doubled : cap, SignalsSince = null });
        return Send(widened, new Telling(Reason.Summary, draft.Incident.Notified), DecisionReason.WindowEnded);
    }

    public static (Draft Draft, Outcome Outcome) StillActive(Draft draft) => Send(
        draft.With(draft.Clocks with { TopLevelAt = draft.Now }),
        new Telling(Reason.Summary, draft.Incident.Notified) { StillActive = true },
        DecisionReason.StillActive);

    public static (Draft Draft, Outcome Outcome) Digest(Draft draft) =>
        Send(draft, new Telling(Reason.Digest, draft.Incident.Notified), DecisionReason.Digested);

    public static (Draft Draft, Outcome Outcome) Closed(Draft draft, DecisionReason reason) => Send(
        draft.With(draft.Incident with
        {
            Phase = Phase.Closed,
            ClosedAt = draft.Now,
            ClosedArchived = reason is DecisionReason.ClosedArchived,
        }),
        new Telling(Reason.Closed, draft.Incident.Notified),
        reason);

    /// <summary>No notification: it reports nothing, and the count stays unreported.</summary>
    public static (Draft Draft, Outcome Outcome) Edit(Draft draft)
    {
        var edit = Telling.Compose(draft, new Telling(Reason.Edit, draft.Incident.Notified), draft.Incident.Audience);
        var edited = draft
            .With(draft.Incident with { Sequence = edit.Sequence })
            .With(draft.Clocks with { EditAt = null, Edits = draft.Clocks.Edits + 1 });
        return (edited.Outboxed(edit), new Outcome(DecisionReason.Edited, edit));
    }

    private static (Draft Draft, Outcome Outcome) Send(Draft draft, Telling telling, DecisionReason reason)
    {
        var incident = draft.Incident;
        IReadOnlyList<string> audience = telling.Destinations is { } routed
            ? [.. incident.Audience.Union(routed.Receivers).Take(Incident.MaxAudience)]
            : incident.Audience;
        var told = telling.Destinations is { } destinations ? [.. destinations.Receivers.Intersect(audience)] : audience;
        var notification = Telling.Compose(draft, telling, told);
        var sent = draft
            .With(incident with
            {
                // A test is told once, and nobody hears of its end.
                Audience = telling.Rehearsal is Rehearsal.Page ? incident.Audience : audience,
                Sequence = notification.Sequence,
                Reported = incident.Reported + incident.Unreported,
                Unreported = 0,
                UnreportedSince = null,
            })
            .With(draft.Clocks with { WindowEnds = null, EditAt = StandsAlone(telling) || audience.Count == 0 ? null : draft.Now + draft.Timers.EditDebounce, Edits = 0 });
        return (sent.Outboxed(notification), new Outcome(reason, notification));
    }

    /// <summary>What does not stand alone is told below an earlier message, which is edited to show what has become of it.</summary>
    private static bool StandsAlone(Telling telling) => telling.Reason is Reason.Opened or Reason.Reopened or Reason.Digest || telling.StillActive;

    /// <summary>A rehearsal goes where the urgent go, whatever its severity.</summary>
    private static bool IsUrgent(RoutingDecision arrival, Draft draft, Severity severity) => arrival.Rehearsal is not null || (
        severity.IsAtLeast(Severity.High)
        && !Telling.IsAdopted(arrival.Finding, draft.Config)
        && (arrival.Finding.SeverityId.IsAtLeast(Severity.Critical) || !Telling.IsLate(arrival.Finding, draft.Now)));
}
