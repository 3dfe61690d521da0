namespace AlertFlow.Deliveries;

/// <summary>
/// All notifications of one incident for one receiver, in order. A fallback is a stream of its own: it delivers what its
/// parent stream could not.
/// </summary>
/// <param name="Key">The incident's key.</param>
/// <param name="Incident">The incident's id.</param>
/// <param name="Path">The receiver's name. A fallback has the names before it too, with <c>&gt;</c> between them.</param>
public sealed record DeliveryStream(string Key, string Incident, string Path)
{
    /// <summary>A character that no receiver's name contains.</summary>
    public const char Separator = '>';

    /// <summary>The receiver's name.</summary>
    public string Receiver => Path[(Path.LastIndexOf(Separator) + 1)..];

    /// <summary>The stream that this one is the fallback of; null when it is not a fallback.</summary>
    public DeliveryStream? Parent => Path.LastIndexOf(Separator) is >= 0 and var at ? this with { Path = Path[..at] } : null;

    public DeliveryStream Fallback(string receiver) => this with { Path = $"{Path}{Separator}{receiver}" };
}

/// <summary>A queue message: a stream has something to deliver. The notification itself is in the store.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">The notification's sequence number.</param>
public sealed record WakeUp(DeliveryStream Stream, int Sequence);
