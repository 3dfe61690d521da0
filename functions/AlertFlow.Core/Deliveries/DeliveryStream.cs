namespace AlertFlow.Deliveries;

/// <summary>
/// All that one receiver is told of one incident, in order. A fallback is a stream of its own: it hears what the receiver
/// before it could not be told.
/// </summary>
/// <param name="Key">The incident's key.</param>
/// <param name="Incident">The incident's id.</param>
/// <param name="Path">The receiver's name; of a fallback, the names before it too, with <c>&gt;</c> between them.</param>
public sealed record DeliveryStream(string Key, string Incident, string Path)
{
    /// <summary>What no receiver's name holds.</summary>
    public const char Separator = '>';

    /// <summary>Who is told.</summary>
    public string Receiver => Path[(Path.LastIndexOf(Separator) + 1)..];

    /// <summary>The stream that this one is the fallback of; null: it is none.</summary>
    public DeliveryStream? Parent => Path.LastIndexOf(Separator) is >= 0 and var at ? this with { Path = Path[..at] } : null;

    public DeliveryStream Fallback(string receiver) => this with { Path = $"{Path}{Separator}{receiver}" };
}

/// <summary>What a queue carries: something of a stream is to be delivered. What it is stands in the store.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">The sequence number of what was decided.</param>
public sealed record WakeUp(DeliveryStream Stream, int Sequence);
