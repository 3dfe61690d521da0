namespace AlertFlow.Deployment;

/// <summary>A metric that functions write and dashboards and alarms read. All use this one list of names.</summary>
/// <param name="Name">The name in CloudWatch.</param>
/// <param name="Unit">The unit, as CloudWatch names it.</param>
/// <param name="Dimension">The only dimension: <c>source</c>, <c>reason</c> or <c>channel</c>; null for none.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html"/>
public sealed record Metric(string Name, string Unit, string? Dimension)
{
    private const string Count = "Count";
    private const string Milliseconds = "Milliseconds";
    private const string Source = "source";
    private const string Reason = "reason";
    private const string Channel = "channel";

    public static Metric FindingsReceived { get; } = new("FindingsReceived", Count, Source);

    /// <summary>Elements that are neither findings nor mistakes.</summary>
    public static Metric FindingsIgnored { get; } = new("FindingsIgnored", Count, Source);

    /// <summary>Elements that were dead-lettered.</summary>
    public static Metric FindingsMalformed { get; } = new("FindingsMalformed", Count, Source);

    /// <summary>Findings whose incident is not about an ECS task.</summary>
    public static Metric FindingsWithoutTask { get; } = new("FindingsWithoutTask", Count, Source);

    /// <summary>Messages that stay on their queue for a retry.</summary>
    public static Metric MessagesRetried { get; } = new("MessagesRetried", Count, Source);

    /// <summary>Decisions, by reason.</summary>
    public static Metric Decisions { get; } = new("Decisions", Count, Reason);

    /// <summary>Items that could not be read; each was set aside.</summary>
    public static Metric ItemsUnreadable { get; } = new("ItemsUnreadable", Count, null);

    /// <summary>Canaries that arrived, one for each canary and channel. No other metric counts them.</summary>
    public static Metric CanariesArrived { get; } = new("CanariesArrived", Count, Source);

    public static Metric Delivered { get; } = new("Delivered", Count, Channel);

    /// <summary>The time from the decision to acceptance.</summary>
    public static Metric DeliveryLatency { get; } = new("DeliveryLatency", Milliseconds, Channel);

    /// <summary>Attempts that will be repeated.</summary>
    public static Metric DeliveryRetries { get; } = new("DeliveryRetries", Count, Channel);

    public static Metric FellBack { get; } = new("FellBack", Count, Channel);

    /// <summary>Notifications that could not be delivered to anybody.</summary>
    public static Metric DeadLettered { get; } = new("DeadLettered", Count, Channel);

    /// <summary>Sweeps that were completed.</summary>
    public static Metric Sweeps { get; } = new("Sweeps", Count, null);

    /// <summary>Keys whose visit failed in a sweep.</summary>
    public static Metric SweepFailures { get; } = new("SweepFailures", Count, null);

    /// <summary>The age of the oldest waiting delivery that a sweep saw.</summary>
    public static Metric OldestUnsettled { get; } = new("OldestUnsettled", Milliseconds, null);

    public static IReadOnlyList<Metric> All { get; } =
    [
        FindingsReceived, FindingsIgnored, FindingsMalformed, FindingsWithoutTask, MessagesRetried, Decisions, ItemsUnreadable,
        CanariesArrived, Delivered, DeliveryLatency, DeliveryRetries, FellBack, DeadLettered, Sweeps, SweepFailures, OldestUnsettled,
    ];
}
