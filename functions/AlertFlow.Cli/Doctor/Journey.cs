using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Deployment;
using AlertFlow.Notifications;

namespace AlertFlow.Cli.Doctor;

/// <summary>The latest observation of a test finding.</summary>
public sealed record Sighting
{
    /// <summary>The messages on the source's queue that wait; <see cref="Held"/> counts those that a function holds.</summary>
    public required int Waiting { get; init; }

    public required int Held { get; init; }

    /// <summary>The number of dead letters that the source's function has written since the finding was sent.</summary>
    public required int DeadLetters { get; init; }

    /// <summary>The notification that was decided; null before the decision.</summary>
    public Notification? Told { get; init; }

    /// <summary>True when every receiver has settled it, so that the sweeper has removed it.</summary>
    public bool IsRemoved { get; init; }

    public IReadOnlyList<DeliveryItem> Deliveries { get; init; } = [];

    /// <summary>The receivers that have not settled it, each with its delivery if there is one.</summary>
    public IEnumerable<(string Receiver, DeliveryItem? Delivery)> Owing => Told is null || IsRemoved ? [] : Told.Receivers
        .Select(receiver => (receiver, Of(receiver)))
        .Where(one => !(one.Item2?.SettledThrough >= Told.Sequence));

    public bool HasArrived => IsRemoved || (Told is not null && !Owing.Any());

    /// <summary>The outcome for each receiver.</summary>
    public IEnumerable<(string Receiver, DeliveryOutcome Outcome)> Outcomes =>
        from delivery in Deliveries
        from outcome in delivery.Outcomes
        where Told is null || outcome.Sequence == Told.Sequence
        select (delivery.Stream.Path, outcome);

    private DeliveryItem? Of(string receiver) => Deliveries.FirstOrDefault(delivery => delivery.Stream.Path == receiver);
}

/// <summary>Says in words how far a test finding came, and what to do if it stopped. Pure.</summary>
public static class Journey
{
    /// <summary>Returns the stage in a few words, to show progress.</summary>
    public static string Stage(Sighting seen) => seen switch
    {
        { HasArrived: true } => "arrived",
        { Told: not null } => $"decided, waiting for {string.Join(", ", seen.Owing.Select(owing => owing.Receiver))}",
        { Held: > 0 } => "taken from the queue",
        { Waiting: > 0 } => "on the queue",
        _ => "sent",
    };

    /// <param name="part">The name of the check.</param>
    /// <param name="seen">The latest observation.</param>
    /// <param name="byBus">True if it was put on the bus, false if it went straight to the queue.</param>
    /// <param name="source">The source's name.</param>
    /// <param name="took">The time until it arrived, or until the wait ended.</param>
    public static Check Of(string part, Sighting seen, bool byBus, string source, TimeSpan took)
    {
        var queue = StackOutput.SourceQueue(source);
        return seen switch
        {
            { HasArrived: true } => Arrived(part, seen, took),
            { Told: not null } => NotDelivered(part, seen),
            { DeadLetters: > 0 } => Check.Wrong(
                part,
                $"arrived on {queue}, and was dead-lettered",
                $"read the reason of the letter in {StackOutput.SourceDeadLetterQueue(source)}",
                Heading.NotDecided),
            { Waiting: > 0, Held: 0 } => Check.Wrong(
                part,
                $"arrived on {queue}, was not taken from it: nothing polls the queue",
                $"see that the event source mapping of the function of {source} is enabled, and that the function starts",
                Heading.NotTaken),
            { Held: > 0 } or { Waiting: > 0 } => Check.Wrong(
                part,
                $"was taken from {queue}, and is not decided: the function of {source} fails or hangs",
                "read the function's log for 'stays on the queue' and for time-outs",
                Heading.NotDecided),
            _ when byBus => Check.Wrong(
                part,
                $"was put on the bus, and did not arrive on {queue}",
                "see that the rule is enabled, matches the canary, and may write to the queue",
                Heading.NotArrived),
            _ => Check.Wrong(
                part,
                $"was taken from {queue}, and is not decided",
                $"read the log of the function of {source} of the last minutes",
                Heading.NotDecided),
        };
    }

    private static Check Arrived(string part, Sighting seen, TimeSpan took)
    {
        var outcomes = seen.Outcomes.ToList();
        var all = string.Join(", ", outcomes.Select(one => $"{one.Receiver} {Word(one.Outcome)}"));
        if (seen.Told is { Receivers: [] })
        {
            return Check.Wrong(
                part,
                "was decided, and there is nobody to be told",
                "give a High or Critical finding a route with receivers",
                Heading.NotDelivered);
        }

        return outcomes.FirstOrDefault(
            one => one.Outcome.Settlement is Settlement.DeadLettered or Settlement.FellBack) is (not null, var bad)
            ? Check.Wrong(part, all, bad.Detail is { } why ? $"mend what it says: {why}" : "read the dead letter", Heading.NotDelivered)
            : Check.Well(part, FormattableString.Invariant($"went the whole way in {took.TotalSeconds:0.0} s: {all}"));
    }

    private static Check NotDelivered(string part, Sighting seen)
    {
        var owing = seen.Owing.ToList();
        var reasons = owing.Select(one => one.Delivery switch
        {
            { Failing: { } failing } => $"{one.Receiver} fails: {failing.Detail}",
            { Slot: not null } => $"{one.Receiver} waits for its turn",
            _ => $"{one.Receiver}: its wake-up was not taken",
        });
        return Check.Wrong(
            part,
            $"was decided, and not delivered: {string.Join("; ", reasons)}",
            owing.Exists(one => one.Delivery?.Failing?.Reason is FailureReason.AuthError)
                ? "put a working token into the secret; what waits is told with it"
                : "see that the event source mappings of the channel's function are enabled, and read its log",
            Heading.NotDelivered);
    }

    private static string Word(DeliveryOutcome outcome) => outcome.Settlement switch
    {
        Settlement.Rehearsed or Settlement.Delivered or Settlement.Folded => outcome.Settlement.ToString().ToLowerInvariant(),
        _ => $"{outcome.Settlement} ({outcome.Detail})",
    };
}
