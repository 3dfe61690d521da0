using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Channels;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Notifications;

namespace AlertFlow.Deliveries;

/// <summary>The ways a delivery ends.</summary>
public enum Settlement
{
    Delivered,

    /// <summary>It could not be delivered and is in the dead-letter queue, with the reason.</summary>
    DeadLettered,

    /// <summary>The receiver's fallback is notified in its place.</summary>
    FellBack,

    /// <summary>A later message shows it, or the channel cannot show it.</summary>
    Folded,

    /// <summary>A canary was rendered, and sent to nobody.</summary>
    Rehearsed,
}

/// <summary>The state of one stream's deliveries. It is small; only the holder of its lease writes it.</summary>
public sealed record DeliveryItem
{
    public const int CurrentSchema = 1;

    /// <summary>The number of outcomes kept, the newest ones; the log has all.</summary>
    public const int MaxOutcomes = 24;

    /// <summary>The number of top-level messages kept, to mark them when the incident closes.</summary>
    public const int MaxRoots = 8;

    public int Schema { get; init; } = CurrentSchema;

    public required DeliveryStream Stream { get; init; }

    /// <summary>Every delivery up to this sequence number is settled; they are settled in order.</summary>
    public int SettledThrough { get; init; }

    /// <summary>The last message sent to the receiver: replies and edits go there.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The top-level messages before it, oldest first.</summary>
    public IReadOnlyList<Conversation> Roots { get; init; } = [];

    /// <summary>The number of roots that the edit at the head has marked.</summary>
    public int Marked { get; init; }

    /// <summary>The failed attempts since the last success; null when there are none.</summary>
    public Failing? Failing { get; init; }

    /// <summary>The slot that the stream waits for; null when it waits for none.</summary>
    public ReservedSlot? Slot { get; init; }

    /// <summary>The deliveries handed to the fallback, as long as they are in the outbox.</summary>
    public IReadOnlyList<FellBack> FellBack { get; init; } = [];

    public IReadOnlyList<DeliveryOutcome> Outcomes { get; init; } = [];

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Later { get; set; }

    /// <summary>Returns the notifications to deliver, in order.</summary>
    /// <param name="outbox">The notifications that are not yet removed from the outbox.</param>
    /// <param name="parent">The item of the stream that this one is the fallback of; null when there is none, or it was never tried.</param>
    public IReadOnlyList<Notification> Pending(IReadOnlyList<Notification> outbox, DeliveryItem? parent) =>
    [
        .. outbox
            .Where(entry => entry.Incident == Stream.Incident && entry.Sequence > SettledThrough && IsTold(entry, parent))
            .OrderBy(entry => entry.Sequence),
    ];

    /// <summary>Drops fallbacks that are not in the outbox any more.</summary>
    public DeliveryItem Pruned(IReadOnlyList<Notification> outbox) =>
        FellBack.Count == 0
            ? this
            : this with
            {
                FellBack =
                [
                    .. FellBack.Where(fell =>
                        outbox.Any(entry => entry.Incident == Stream.Incident && entry.Sequence == fell.Sequence)),
                ],
            };

    private bool IsTold(Notification entry, DeliveryItem? parent) => Stream.Parent is null
        ? entry.Receivers.Contains(Stream.Receiver)
        : parent?.FellBack.Any(fell => fell.Sequence == entry.Sequence && fell.To == Stream.Receiver) is true;
}

/// <summary>A series of failed attempts.</summary>
public sealed record Failing
{
    /// <summary>The time of the first failure.</summary>
    public required DateTimeOffset Since { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The reason of the last failure.</summary>
    public required FailureReason Reason { get; init; }

    public required string Detail { get; init; }

    /// <summary>It is not tried again before this.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>True when one of the attempts may have been accepted.</summary>
    public bool Ambiguous { get; init; }

    /// <summary>The time of the first authentication error. A newer secret is tried.</summary>
    public DateTimeOffset? AuthFailedAt { get; init; }
}

/// <summary>A slot of a destination's pace that a stream waits for.</summary>
/// <param name="At">The time to send.</param>
/// <param name="Since">The time when the wait began.</param>
public sealed record ReservedSlot(DateTimeOffset At, DateTimeOffset Since);

/// <summary>A delivery that was handed to a fallback.</summary>
public sealed record FellBack(int Sequence, string To);

/// <summary>The end of one delivery.</summary>
/// <param name="Detail">The receipt, or the reason why it was not delivered.</param>
public sealed record DeliveryOutcome(int Sequence, Settlement Settlement, DateTimeOffset At, string? Detail)
{
    /// <summary>True when an earlier attempt may have been accepted: the receiver may have it twice.</summary>
    public bool Ambiguous { get; init; }
}
