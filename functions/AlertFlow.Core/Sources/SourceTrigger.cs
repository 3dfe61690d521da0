namespace AlertFlow.Sources;

/// <summary>How a product's events reach its queue. Infrastructure makes the way, and lets nobody else in.</summary>
public abstract record SourceTrigger
{
    private SourceTrigger()
    {
    }

    /// <summary>EventBridge delivers what an AWS service tells.</summary>
    /// <param name="EventSource">The event's <c>source</c>.</param>
    /// <param name="DetailTypes">What is of interest, by <c>detail-type</c>.</param>
    /// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html"/>
    public sealed record EventBridge(string EventSource, IReadOnlyList<string> DetailTypes) : SourceTrigger;

    /// <summary>The product writes to the queue, as a principal of IAM.</summary>
    public sealed record Queue : SourceTrigger;
}
