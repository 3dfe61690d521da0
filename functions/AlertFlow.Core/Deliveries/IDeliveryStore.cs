using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Deliveries;

/// <summary>Where streams are kept. Every implementation passes one suite.</summary>
public interface IDeliveryStore
{
    /// <summary>Takes a stream for oneself, so that nobody else delivers of it meanwhile, and reads what is known of it.</summary>
    /// <param name="stream">The stream; one that was never seen is begun.</param>
    /// <param name="owner">Who takes it: who holds it already may take it again.</param>
    /// <param name="now">The clock.</param>
    /// <param name="until">When others may take it, whatever has become of the owner.</param>
    /// <exception cref="NewerItemException">A later version of this code wrote it.</exception>
    Task<Lease> LeaseAsync(DeliveryStream stream, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Writes what is known, if the owner still holds the stream.</summary>
    /// <param name="item">What is known of it.</param>
    /// <param name="owner">Who holds it.</param>
    /// <param name="release">Whether others may take it now.</param>
    /// <returns>False: somebody else has taken it; nothing was written.</returns>
    Task<bool> WriteAsync(DeliveryItem item, string owner, bool release, CancellationToken cancellationToken);

    /// <summary>A consistent read of all that is known of a key's streams.</summary>
    Task<IReadOnlyList<DeliveryItem>> OfKeyAsync(string key, CancellationToken cancellationToken);
}

/// <summary>What came of taking a stream.</summary>
public abstract record Lease
{
    private Lease()
    {
    }

    public sealed record Taken(DeliveryItem Item) : Lease;

    /// <summary>Somebody else holds it, until then at most.</summary>
    public sealed record Held(DateTimeOffset Until) : Lease;
}
