using AlertFlow.Channels;

namespace AlertFlow.Deliveries.Pacing;

/// <summary>Gives each sender a slot of its destination. Every implementation passes one test suite.</summary>
public interface IPaceStore
{
    /// <summary>Takes the next slot, or checks that a reserved one is still valid.</summary>
    /// <param name="pace">The destination and its interval.</param>
    /// <param name="reserved">The slot reserved before; null for none.</param>
    /// <param name="horizon">The furthest ahead that a slot may be reserved.</param>
    /// <param name="now">The clock.</param>
    Task<Slot> TakeAsync(Pace pace, DateTimeOffset? reserved, TimeSpan horizon, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives no slots until then, as the destination asks.</summary>
    Task HoldAsync(string destination, DateTimeOffset until, CancellationToken cancellationToken);
}

/// <summary>The answer to a request for a slot.</summary>
public abstract record Slot
{
    private Slot()
    {
    }

    /// <summary>Send now.</summary>
    public sealed record Now : Slot;

    /// <summary>A slot is reserved: send then.</summary>
    public sealed record Reserved(DateTimeOffset At) : Slot;

    /// <summary>Too many are waiting: ask again then.</summary>
    public sealed record Full(DateTimeOffset Until) : Slot;

    /// <summary>The destination asked for a pause until then.</summary>
    public sealed record Held(DateTimeOffset Until) : Slot;
}
