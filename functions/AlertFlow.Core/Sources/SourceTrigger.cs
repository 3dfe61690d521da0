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
    /// <param name="RulePath">The names that lead to a finding's rule, with dots, from <c>detail</c> on: a canary is known by it.</param>
    /// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html"/>
    public sealed record EventBridge(string EventSource, IReadOnlyList<string> DetailTypes, string RulePath) : SourceTrigger
    {
        /// <summary>Of some detail types most events are of no interest: those are not even delivered.</summary>
        public IReadOnlyList<EventFilter> Filters { get; init; } = [];
    }

    /// <summary>Of a detail type, only the events whose detail has this value in this place.</summary>
    /// <param name="DetailType">One of <see cref="EventBridge.DetailTypes"/>.</param>
    /// <param name="Path">The names that lead to it, with dots, from <c>detail</c> on.</param>
    /// <param name="Value">The text that it must be.</param>
    public sealed record EventFilter(string DetailType, string Path, string Value);

    /// <summary>The product writes to the queue, as a principal of IAM.</summary>
    public sealed record Queue : SourceTrigger;
}
