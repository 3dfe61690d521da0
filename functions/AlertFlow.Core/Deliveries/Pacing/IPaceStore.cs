using AlertFlow.Channels;

namespace AlertFlow.Deliveries.Pacing;

/// <summary>Hands out the slots of destinations, one to each who asks. Every implementation passes one suite.</summary>
public interface IPaceStore
{
    /// <summary>Takes the next slot, or looks whether one that was reserved still holds.</summary>
    /// <param name="pace">The destination.</param>
    /// <param name="reserved">The slot that was given before; null: none.</param>
    /// <param name="horizon">How far ahead a slot may be reserved.</param>
    /// <param name="now">The clock.</param>
    Task<Slot> TakeAsync(Pace pace, DateTimeOffset? reserved, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The destination asks to be left alone: no slot is given before an instant.</summary>
    Task HoldAsync(string destination, DateTimeOffset until, CancellationToken cancellationToken);
}

/// <summary>What came of asking for a slot.</summary>
public abstract record Slot
{
    private Slot()
    {
    }

    /// <summary>Send now.</summary>
    public sealed record Now : Slot;

    /// <summary>One is kept: send then.</summary>
    public sealed record Reserved(DateTimeOffset At) : Slot;

    /// <summary>Too many wait already: ask again then.</summary>
    public sealed record Full(DateTimeOffset Until) : Slot;

    /// <summary>The destination asked to be left alone until then.</summary>
    public sealed record Held(DateTimeOffset Until) : Slot;
}
