using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Deliveries;

/// <summary>Stores streams. Every implementation passes one test suite.</summary>
public interface IDeliveryStore
{
    /// <summary>Leases a stream, so that nobody else delivers it meanwhile, and reads its item.</summary>
    /// <param name="stream">The stream; a new one begins empty.</param>
    /// <param name="owner">The new holder; it may renew its own lease.</param>
    /// <param name="now">The clock.</param>
    /// <param name="until">The end of the lease: others may take it then.</param>
    /// <exception cref="NewerItemException">A later version of this code wrote it.</exception>
    Task<Lease> LeaseAsync(
        DeliveryStream stream, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Writes the item, if the owner still holds the stream.</summary>
    /// <param name="item">The item.</param>
    /// <param name="owner">The holder.</param>
    /// <param name="release">True to end the lease.</param>
    /// <returns>False when somebody else holds it; nothing was written.</returns>
    Task<bool> WriteAsync(DeliveryItem item, string owner, bool release, CancellationToken cancellationToken);

    /// <summary>Reads the items of all streams of a key, consistently.</summary>
    Task<IReadOnlyList<DeliveryItem>> OfKeyAsync(string key, CancellationToken cancellationToken);
}

/// <summary>The result of leasing a stream.</summary>
public abstract record Lease
{
    private Lease()
    {
    }

    public sealed record Taken(DeliveryItem Item) : Lease;

    /// <summary>Somebody else holds it, at most until then.</summary>
    public sealed record Held(DateTimeOffset Until) : Lease;
}
