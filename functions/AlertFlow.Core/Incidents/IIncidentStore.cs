namespace AlertFlow.Incidents;

/// <summary>
/// Where incidents are kept: one item a key, with a version. A conditional write of the whole item, outbox included, is the
/// commit: there is no moment at which a state exists without its notification. Every implementation passes one suite.
/// </summary>
public interface IIncidentStore
{
    /// <summary>A consistent read; null where there is no item.</summary>
    /// <exception cref="UnreadableItemException">The item must not be written over.</exception>
    Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes an item if it still has the version that was read; 0: if there is none.</summary>
    /// <param name="item">The next state.</param>
    /// <param name="due">When it wants to be visited next; null: never.</param>
    /// <param name="version">The version that it was decided on.</param>
    /// <returns>False on a conflict: nothing was written.</returns>
    Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken);

    /// <summary>What is due at an instant or before, the earliest first, then by key.</summary>
    Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);
}

/// <param name="Version">1 for the first write of a key; it rises by one with each.</param>
public sealed record StoredItem(IncidentItem Item, long Version);

/// <summary>A key that wants to be visited.</summary>
public sealed record DueItem(string Key, DateTimeOffset At);
