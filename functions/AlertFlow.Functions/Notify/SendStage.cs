using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Incidents;

namespace AlertFlow.Functions.Notify;

/// <summary>Takes the next slot of the destination, and sends once.</summary>
internal sealed class SendStage(IPaceStore paces, IChannelSender sender, string channel, TimeProvider clock, Func<double> jitter)
{
    public async Task<SendResult> RunAsync(
        LeasedStream leased, NextStep.Attempt attempt, Invocation invocation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (attempt.Request.Pace is { } pace)
        {
            // An urgent message waits as long as it takes; the others leave room for it.
            var horizon = attempt.Entry.Urgent ? TimeSpan.FromDays(1) : 5 * pace.Interval;
            switch (await paces.TakeAsync(pace, leased.Item.Slot?.At, horizon, now, cancellationToken))
            {
                case Slot.Reserved reserved:
                    leased.Item = leased.Item with { Slot = new(reserved.At, leased.Item.Slot?.Since ?? now) };
                    return new SendResult.Wait(attempt.Deadline < reserved.At ? attempt.Deadline.Value : reserved.At);
                case Slot.Full full:
                    return new SendResult.Wait(full.Until);
                case Slot.Held held:
                    var detail = $"{pace.Destination} asked to be left alone";
                    var asked = new DeliveryResult.Retry(FailureReason.RateLimited, detail) { After = held.Until - now };
                    leased.Item = Delivering.After(leased.Item, attempt, asked, now, jitter()).Item;
                    return new SendResult.TryAgain();
            }
        }

        return await AttemptAsync(leased, attempt, invocation, cancellationToken);
    }

    private async Task<SendResult> AttemptAsync(
        LeasedStream leased, NextStep.Attempt attempt, Invocation invocation, CancellationToken cancellationToken)
    {
        var result = await sender.SendAsync(attempt.Request, cancellationToken);
        var now = clock.GetUtcNow();
        if (result is DeliveryResult.Retry { Reason: FailureReason.RateLimited, After: { } after } && attempt.Request.Pace is { } pace)
        {
            await paces.HoldAsync(pace.Destination, now + after, cancellationToken);
        }

        var (item, settlement, detail) = Delivering.After(leased.Item, attempt, result, now, jitter());
        if (settlement is { } settled)
        {
            if (settled is Settlement.Delivered)
            {
                invocation.Measure(Metric.DeliveryLatency, channel, (now - attempt.Entry.At).TotalMilliseconds);
            }

            return new SendResult.Settle(new(attempt.Entry, settled, detail, item));
        }

        if (result is DeliveryResult.Retry retry)
        {
            invocation.Warn(
                "tried again later",
                ("incident", attempt.Entry.Incident), ("sequence", attempt.Entry.Sequence), ("receiver", leased.Stream.Path),
                ("failure", retry.Reason.ToString()), ("detail", detail), ("ambiguous", retry.Ambiguous));
            invocation.Measure(Metric.DeliveryRetries, channel);
        }

        leased.Item = item;
        await leased.WriteAsync(release: false, cancellationToken);
        return new SendResult.TryAgain();
    }
}

/// <summary>How an attempt to send ended, and what happens next.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>Come back at that time: the destination takes no more now.</summary>
    public sealed record Wait(DateTimeOffset Until) : SendResult;

    /// <summary>Plan the next step: the stream knows what failed, or has more to send.</summary>
    public sealed record TryAgain : SendResult;

    /// <summary>Settle the entry: it was delivered, or no attempt can help.</summary>
    public sealed record Settle(Ending Ending) : SendResult;
}
