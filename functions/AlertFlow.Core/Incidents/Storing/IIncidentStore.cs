using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;

namespace AlertFlow.Incidents.Storing;

/// <summary>
/// Stores incidents: one item a key, with a version. A conditional write of the whole item, outbox included, is the commit:
/// a state never exists without its notification. Every implementation passes one test suite.
/// </summary>
public interface IIncidentStore
{
    /// <summary>Reads consistently; returns null when there is no item.</summary>
    /// <exception cref="NewerItemException">A later version of this code wrote the item; it must not be overwritten.</exception>
    Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Writes an item if it still has the version that was read; version 0 means that there was none. A write that is sent
    /// again after its answer was lost is not a conflict.
    /// </summary>
    /// <param name="item">The next state.</param>
    /// <param name="due">The time of the next visit; null for never.</param>
    /// <param name="version">The version that the decision is based on.</param>
    /// <returns>False on a conflict: nothing was written.</returns>
    Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken);

    /// <summary>Returns the items that are due, the earliest first, then by key.</summary>
    Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>Copies the bytes of an unreadable item to a place where nothing overwrites them. It may be repeated.</summary>
    /// <returns>The name of the copy.</returns>
    Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken);
}

/// <summary>A stored item with its version.</summary>
/// <param name="Item">The item; null when it cannot be read.</param>
/// <param name="Version">1 for the first write of a key; each write adds one.</param>
/// <param name="Due">The time of the next visit.</param>
public sealed record StoredItem(IncidentItem? Item, long Version, DateTimeOffset? Due)
{
    /// <summary>The reason why it cannot be read.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Reads the bytes of an item.</summary>
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

/// <summary>A key that is due for a visit.</summary>
public sealed record DueItem(string Key, DateTimeOffset At);
