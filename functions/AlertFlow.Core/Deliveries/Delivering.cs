using AlertFlow.Channels;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Deliveries;

/// <summary>
/// Delivers one stream in order. It is pure: the item, the pending notifications and the clock go in, the next step comes out;
/// from the result of an attempt it makes the next item.
/// </summary>
public static class Delivering
{
    /// <summary>A notification this long after its decision is given up.</summary>
    public static TimeSpan AgeLimit { get; } = TimeSpan.FromHours(6);

    /// <summary>A message sent later than this after its decision says so.</summary>
    public static TimeSpan LateAfter { get; } = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>Returns when to attempt the head, or how it is settled without an attempt.</summary>
    /// <param name="item">The stream's item.</param>
    /// <param name="pending">The notifications to deliver, in order.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="now">The clock.</param>
    /// <param name="delay">Returns the note about the delay; it is called only when the head is late.</param>
    public static NextStep Next(
        DeliveryItem item, IReadOnlyList<Notification> pending, RoutingConfig config, DateTimeOffset now, Func<Notification, Delay?> delay)
    {
        if (pending is not [var head, ..])
        {
            return new NextStep.Idle();
        }

        var isEdit = head.Reason is Reason.Edit;
        if (isEdit && pending.Count > 1)
        {
            return new NextStep.Settle(head, Settlement.Folded, "a later message shows it");
        }

        if (CanaryReceiver.ChannelOf(item.Stream.Receiver) is { } rehearsed)
        {
            return Rehearse(head, rehearsed, config);
        }

        if (config.Receiver(item.Stream.Receiver) is not { } receiver || Channel.Find(receiver.Channel) is not { } channel)
        {
            return new NextStep.Settle(
                head,
                isEdit ? Settlement.Folded : Settlement.DeadLettered,
                $"the configuration has no receiver {item.Stream.Receiver}");
        }

        if (config.Shadow is { } shadow && shadow != receiver.Name)
        {
            return new NextStep.Settle(
                head,
                isEdit ? Settlement.Folded : Settlement.DeadLettered,
                $"decided before the deployment went into shadow, where only {shadow} is told");
        }

        var fallback = config.FallbackOf(receiver);
        if (now - head.At > AgeLimit)
        {
            var because = item.Failing is { } last ? $": {last.Detail}" : "";
            return GiveUp(head, fallback, $"not delivered within {AgeLimit.TotalHours:0} h{because}");
        }

        var since = item.Failing?.Since ?? item.Slot?.Since;
        var deadline = fallback is null ? null : Deadline(pending, since ?? now);
        if (since is not null && deadline <= now)
        {
            return GiveUp(head, fallback, item.Failing?.Detail ?? $"{channel.Name} is too busy");
        }

        if (item.Failing is { } failing && failing.NotBefore > now)
        {
            return new NextStep.Wait(deadline < failing.NotBefore ? deadline.Value : failing.NotBefore, failing.Detail);
        }

        var told = !isEdit && now - head.At > LateAfter ? head with { Delay = delay(head) } : head;
        return channel.Render(told, receiver, Target(item, head)) is { } request
            ? new NextStep.Attempt(head, receiver, request) { Deadline = deadline, Fallback = fallback }
            : new NextStep.Settle(head, Settlement.Folded, $"{channel.Name} does not show it");
    }

    /// <summary>Returns the item after an attempt, and how the delivery ended; null when it is tried again.</summary>
    /// <param name="item">The item before.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="result">Its result.</param>
    /// <param name="now">The clock.</param>
    /// <param name="jitter">From 0 to 1, so that streams that failed together do not retry together.</param>
    public static (DeliveryItem Item, Settlement? Settlement, string Detail) After(
        DeliveryItem item, NextStep.Attempt attempt, DeliveryResult result, DateTimeOffset now, double jitter)
    {
        switch (result)
        {
            case DeliveryResult.Delivered delivered:
                return Delivered(item, attempt.Entry, delivered, now);
            case DeliveryResult.Retry { Reason: FailureReason.AuthError } refused when refused.SecretAsOf > item.Failing?.AuthFailedAt:
                return Refused(item, attempt, $"{refused.Detail}, with a secret read after the first such error", now);
            case DeliveryResult.Retry retry:
                return (Failed(item, retry, now, jitter), null, retry.Detail);
            case DeliveryResult.Rejected rejected:
                return Refused(item, attempt, rejected.Detail, now);
            default:
                throw new ArgumentOutOfRangeException(nameof(result), result, "of no known case");
        }
    }

    /// <summary>Returns the item with its head settled.</summary>
    public static DeliveryItem Settled(
        DeliveryItem item, Notification head, Settlement settlement, string? detail, DateTimeOffset now, string? fallback)
    {
        var outcome = new DeliveryOutcome(head.Sequence, settlement, now, detail) { Ambiguous = item.Failing is { Ambiguous: true } };
        return item with
        {
            SettledThrough = head.Sequence,
            Marked = 0,
            Slot = null,
            FellBack = settlement is Settlement.FellBack && fallback is not null
                ? [.. item.FellBack, new FellBack(head.Sequence, fallback)]
                : item.FellBack,
            Outcomes = [.. item.Outcomes.TakeLast(DeliveryItem.MaxOutcomes - 1), outcome],
        };
    }

    /// <summary>Returns how long to try a receiver with a fallback: 1 min at Critical, 3 min at High, else 30 min.</summary>
    public static TimeSpan Patience(Severity severity) =>
        severity.IsAtLeast(Severity.Critical) ? TimeSpan.FromMinutes(1)
        : severity.IsAtLeast(Severity.High) ? TimeSpan.FromMinutes(3)
        : TimeSpan.FromMinutes(30);

    /// <summary>Returns the earliest deadline of all pending entries. Delivery is in order, so the head falls back when any entry runs out of time.</summary>
    private static DateTimeOffset? Deadline(IReadOnlyList<Notification> pending, DateTimeOffset since) => pending
        .Where(entry => entry.Reason is not Reason.Edit)
        .Select(entry => (DateTimeOffset?)((since > entry.At ? since : entry.At) + Patience(entry.Severity)))
        .Min();

    /// <summary>Renders a canary with the settings of the channel's first receiver. It fails as a real notification would.</summary>
    private static NextStep.Settle Rehearse(Notification head, string name, RoutingConfig config)
    {
        var receiver = config.Receivers.FirstOrDefault(known => known.Channel == name);
        _ = receiver is null ? null : Channel.Find(name)?.Render(head, receiver, null);
        return new(
            head,
            Settlement.Rehearsed,
            receiver is null ? $"no receiver has the channel {name}" : $"rendered for {name}, sent to nobody");
    }

    private static NextStep.Settle GiveUp(Notification head, string? fallback, string because) => head switch
    {
        { Reason: Reason.Edit } => new(head, Settlement.Folded, because),
        _ when fallback is not null => new(head, Settlement.FellBack, because),
        _ => new(head, Settlement.DeadLettered, because),
    };

    private static (DeliveryItem Item, Settlement? Settlement, string Detail) Delivered(
        DeliveryItem item, Notification head, DeliveryResult.Delivered delivered, DateTimeOffset now)
    {
        var recovered = item with { Failing = null, Slot = null };
        var marked = item.Marked + 1;
        if (head.Reason is Reason.Edit && marked < Targets(item, head).Count)
        {
            return (recovered with { Marked = marked }, null, "another top-level message is to be marked");
        }

        var settled = Settled(item, head, Settlement.Delivered, delivered.Receipt, now, fallback: null) with { Failing = null };
        return (
            head.Reason is Reason.Edit ? settled : Continued(settled, delivered.Conversation),
            Settlement.Delivered,
            delivered.Receipt ?? "");
    }

    private static DeliveryItem Continued(DeliveryItem item, Conversation? conversation) =>
        conversation is null || conversation == item.Conversation ? item : item with
        {
            Conversation = conversation,
            Roots = item.Conversation is { } before ? [.. item.Roots.TakeLast(DeliveryItem.MaxRoots - 2), before] : item.Roots,
        };

    private static (DeliveryItem Item, Settlement? Settlement, string Detail) Refused(
        DeliveryItem item, NextStep.Attempt attempt, string detail, DateTimeOffset now)
    {
        var end = GiveUp(attempt.Entry, attempt.Fallback, detail);
        return (Settled(item, attempt.Entry, end.Settlement, detail, now, attempt.Fallback), end.Settlement, detail);
    }

    private static DeliveryItem Failed(DeliveryItem item, DeliveryResult.Retry retry, DateTimeOffset now, double jitter)
    {
        var before = item.Failing;
        var attempts = (before?.Attempts ?? 0) + 1;
        var doubled = TimeSpan.FromSeconds(1 << Math.Min(attempts - 1, 6));
        var pause = (doubled < LongestPause ? doubled : LongestPause) * (0.75 + (0.25 * jitter));
        return item with
        {
            Slot = null,
            Conversation = retry.Anew ? null : item.Conversation,
            Failing = new Failing
            {
                Since = before?.Since ?? item.Slot?.Since ?? now,
                Attempts = attempts,
                Reason = retry.Reason,
                Detail = retry.Detail,
                NotBefore = now + (retry.Anew ? TimeSpan.Zero : retry.After > pause ? retry.After.Value : pause),
                Ambiguous = before is { Ambiguous: true } || retry.Ambiguous,
                AuthFailedAt = retry.Reason is FailureReason.AuthError ? before?.AuthFailedAt ?? now : null,
            },
        };
    }

    /// <summary>Returns the messages that an edit changes: the current one, and once the incident is closed all before it.</summary>
    private static Conversation? Target(DeliveryItem item, Notification head) => head.Reason is Reason.Edit
        ? Targets(item, head).ElementAtOrDefault(item.Marked)
        : item.Conversation;

    private static IReadOnlyList<Conversation> Targets(DeliveryItem item, Notification edit) =>
        item.Conversation is not { } current ? []
        : Headline.IsClosed(edit) ? [current, .. item.Roots]
        : [current];
}
