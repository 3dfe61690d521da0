using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;

namespace AlertFlow.Incidents.Storing;

/// <summary>
/// Where incidents are kept: one item a key, with a version. A conditional write of the whole item, outbox included, is the
/// commit: there is no moment at which a state exists without its notification. Every implementation passes one suite.
/// </summary>
public interface IIncidentStore
{
    /// <summary>A consistent read; null where there is no item.</summary>
    /// <exception cref="NewerItemException">A later version of this code wrote the item: it must not be written over.</exception>
    Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Writes an item if it still has the version that was read; 0: if there is none. A write that had taken effect already,
    /// since its answer was lost and it was sent again, is no conflict.
    /// </summary>
    /// <param name="item">The next state.</param>
    /// <param name="due">When it wants to be visited next; null: never.</param>
    /// <param name="version">The version that it was decided on.</param>
    /// <returns>False on a conflict: nothing was written.</returns>
    Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken);

    /// <summary>What is due at an instant or before, the earliest first, then by key.</summary>
    Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>Copies the bytes of an unreadable item aside, where they are never written over. Again does no harm.</summary>
    /// <returns>What the copy is called.</returns>
    Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken);
}

/// <summary>What a store holds of a key.</summary>
/// <param name="Item">Null: it is there and cannot be read.</param>
/// <param name="Version">1 for the first write of a key; it rises by one with each.</param>
/// <param name="Due">When it wants to be visited.</param>
public sealed record StoredItem(IncidentItem? Item, long Version, DateTimeOffset? Due)
{
    /// <summary>Why it cannot be read.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What the bytes of an item say.</summary>
    /// <exception cref="NewerItemException">A later version of this code wrote them.</exception>
    public static StoredItem Of(ReadOnlySpan<byte> json, long version, DateTimeOffset? due)
    {
        try
        {
            return new(ItemJson.Read(json), version, due);
        }
        catch (UnreadableItemException exception)
        {
            return new(null, version, due) { Unreadable = exception.Message };
        }
    }
}

/// <summary>A key that wants to be visited.</summary>
public sealed record DueItem(string Key, DateTimeOffset At);
