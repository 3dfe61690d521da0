namespace AlertFlow.Sources;

/// <summary>The way a product's events reach its queue. The infrastructure creates it and permits no other sender.</summary>
public abstract record SourceTrigger
{
    private SourceTrigger()
    {
    }

    /// <summary>EventBridge delivers the events of an AWS service.</summary>
    /// <param name="EventSource">The event's <c>source</c>.</param>
    /// <param name="DetailTypes">The <c>detail-type</c>s that are delivered.</param>
    /// <param name="RulePath">The names that lead to a finding's rule, with dots, from <c>detail</c> on: a canary is known by it.</param>
    /// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html"/>
    public sealed record EventBridge(string EventSource, IReadOnlyList<string> DetailTypes, string RulePath) : SourceTrigger
    {
        /// <summary>Restricts detail types of which most events are not needed.</summary>
        public IReadOnlyList<EventFilter> Filters { get; init; } = [];
    }

    /// <summary>Delivers only those events of a detail type that have a value in their detail.</summary>
    /// <param name="DetailType">One of <see cref="EventBridge.DetailTypes"/>.</param>
    /// <param name="Path">The path of the value below <c>detail</c>, with dots.</param>
    /// <param name="Value">The required value.</param>
    public sealed record EventFilter(string DetailType, string Path, string Value);

    /// <summary>The product writes to the queue as an IAM principal.</summary>
    public sealed record Queue : SourceTrigger;
}
