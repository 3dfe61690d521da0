using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Notifications;

namespace AlertFlow.Functions.Notify;

/// <summary>How the delivery of an entry ended.</summary>
/// <param name="Detail">The receipt, or why it was not delivered.</param>
/// <param name="After">The stream once the entry is settled.</param>
internal sealed record Ending(Notification Entry, Settlement Settlement, string Detail, DeliveryItem After);

/// <summary>Writes down how the delivery of an entry ended, and wakes the fallback where it fell back.</summary>
internal sealed class SettleStage(IQueues queues, WakeUps wakeUps, string channel, string deadLetterQueue)
{
    public async Task RunAsync(LeasedStream leased, Ending ending, Invocation invocation, CancellationToken cancellationToken)
    {
        var (stream, entry) = (leased.Stream, ending.Entry);
        // The dead letter comes first: an entry that is written down as settled is never looked at again.
        if (ending.Settlement is Settlement.DeadLettered)
        {
            var letter = new DeadLetter(ending.Detail, new WakeUp(stream, entry.Sequence), entry);
            await queues.DeadLetterAsync(deadLetterQueue, DeliveryJson.Write(letter), letter.Reason, cancellationToken);
        }

        leased.Item = ending.After;
        await leased.WriteAsync(release: leased.Pending.Count == 0, cancellationToken);
        Report(stream, ending, invocation);
        var fellBack = ending.After.FellBack.LastOrDefault(fell => fell.Sequence == entry.Sequence);
        if (ending.Settlement is Settlement.FellBack && fellBack is not null)
        {
            var wakeUp = new WakeUp(stream.Fallback(fellBack.To), entry.Sequence);
            await wakeUps.SendAsync([(wakeUp, entry.Urgent)], invocation, cancellationToken);
        }
    }

    private void Report(DeliveryStream stream, Ending ending, Invocation invocation)
    {
        var (entry, settlement) = (ending.Entry, ending.Settlement);
        invocation.Info(
            "settled",
            ("incident", entry.Incident), ("sequence", entry.Sequence), ("told", entry.Reason.ToString()),
            ("receiver", stream.Path), ("settlement", settlement.ToString()), ("detail", ending.Detail));
        switch (settlement)
        {
            case Settlement.Delivered:
                invocation.Measure(Metric.Delivered, channel);
                break;
            case Settlement.FellBack:
                invocation.Measure(Metric.FellBack, channel);
                break;
            case Settlement.DeadLettered:
                invocation.Measure(Metric.DeadLettered, channel);
                break;
            case Settlement.Rehearsed when entry.Reason is Reason.Opened:
                invocation.Measure(Metric.CanariesArrived, entry.Lead.Source);
                break;
        }
    }
}
