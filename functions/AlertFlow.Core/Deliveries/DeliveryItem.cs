using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Channels;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Notifications;

namespace AlertFlow.Deliveries;

/// <summary>How a delivery ended. Every delivery ends in one of these.</summary>
public enum Settlement
{
    Delivered,

    /// <summary>Nobody could be told: it lies in the dead-letter queue with its reason.</summary>
    DeadLettered,

    /// <summary>The receiver's fallback is told in its place.</summary>
    FellBack,

    /// <summary>A later message shows it, or the channel cannot.</summary>
    Folded,

    /// <summary>A canary has come all the way: it was rendered, and sent to nobody.</summary>
    Rehearsed,
}

/// <summary>What is known of one stream's deliveries; small, and written by who holds its lease.</summary>
public sealed record DeliveryItem
{
    public const int CurrentSchema = 1;

    /// <summary>How many outcomes are remembered, the newest; the log has them all.</summary>
    public const int MaxOutcomes = 24;

    /// <summary>How many top-level messages are remembered to be marked when the incident is closed.</summary>
    public const int MaxRoots = 8;

    public int Schema { get; init; } = CurrentSchema;

    public required DeliveryStream Stream { get; init; }

    /// <summary>Every delivery of the stream up to this sequence number is settled, since they are settled in order.</summary>
    public int SettledThrough { get; init; }

    /// <summary>What the receiver was sent before: where replies and edits go.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The top-level messages before that, oldest first.</summary>
    public IReadOnlyList<Conversation> Roots { get; init; } = [];

    /// <summary>How many of the roots the edit at the head of the stream has marked.</summary>
    public int Marked { get; init; }

    /// <summary>Null: the last attempt succeeded, or there was none.</summary>
    public Failing? Failing { get; init; }

    /// <summary>Null: no slot of the destination's pace is waited for.</summary>
    public ReservedSlot? Slot { get; init; }

    /// <summary>What the fallback tells, while it is in the outbox.</summary>
    public IReadOnlyList<FellBack> FellBack { get; init; } = [];

    public IReadOnlyList<DeliveryOutcome> Outcomes { get; init; } = [];

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Later { get; set; }

    /// <summary>What is to be delivered, in order.</summary>
    /// <param name="outbox">What was decided and is not yet removed.</param>
    /// <param name="parent">What is known of the stream that this one is the fallback of; null: it is none, or was never tried.</param>
    public IReadOnlyList<Notification> Pending(IReadOnlyList<Notification> outbox, DeliveryItem? parent) =>
    [
        .. outbox
            .Where(entry => entry.Incident == Stream.Incident && entry.Sequence > SettledThrough && IsTold(entry, parent))
            .OrderBy(entry => entry.Sequence),
    ];

    /// <summary>Forgets what fell back and is no longer in the outbox.</summary>
    public DeliveryItem Pruned(IReadOnlyList<Notification> outbox) =>
        FellBack.Count == 0 ? this : this with { FellBack = [.. FellBack.Where(fell => outbox.Any(entry => entry.Incident == Stream.Incident && entry.Sequence == fell.Sequence))] };

    private bool IsTold(Notification entry, DeliveryItem? parent) => Stream.Parent is null
        ? entry.Receivers.Contains(Stream.Receiver)
        : parent?.FellBack.Any(fell => fell.Sequence == entry.Sequence && fell.To == Stream.Receiver) is true;
}

/// <summary>A row of failed attempts.</summary>
public sealed record Failing
{
    /// <summary>When the first of them failed.</summary>
    public required DateTimeOffset Since { get; init; }

    public required int Attempts { get; init; }

    /// <summary>The last one's.</summary>
    public required FailureReason Reason { get; init; }

    public required string Detail { get; init; }

    /// <summary>Before this it is not tried again.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Whether one of the attempts may have been accepted.</summary>
    public bool Ambiguous { get; init; }

    /// <summary>The first authentication error: a secret that is newer gets its chance.</summary>
    public DateTimeOffset? AuthFailedAt { get; init; }
}

/// <summary>A slot of a destination's pace that is waited for.</summary>
/// <param name="At">When to send.</param>
/// <param name="Since">Since when it is waited for.</param>
public sealed record ReservedSlot(DateTimeOffset At, DateTimeOffset Since);

/// <summary>A delivery that was handed to a fallback.</summary>
public sealed record FellBack(int Sequence, string To);

/// <summary>How one delivery ended, and when.</summary>
/// <param name="Detail">The receipt, or why it was not delivered.</param>
public sealed record DeliveryOutcome(int Sequence, Settlement Settlement, DateTimeOffset At, string? Detail)
{
    /// <summary>An attempt before it may have been accepted: the receiver may have it twice.</summary>
    public bool Ambiguous { get; init; }
}
