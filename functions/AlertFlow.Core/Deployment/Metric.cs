namespace AlertFlow.Deployment;

/// <summary>A metric that functions write and dashboards and alarms read. The names are one list, so that neither side can invent one.</summary>
/// <param name="Name">In CloudWatch.</param>
/// <param name="Unit">CloudWatch's name of it.</param>
/// <param name="Dimension">The one dimension that it is told by, of <c>source</c>, <c>reason</c>, <c>channel</c>; null: none.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html"/>
public sealed record Metric(string Name, string Unit, string? Dimension)
{
    private const string Count = "Count";
    private const string Milliseconds = "Milliseconds";
    private const string Source = "source";
    private const string Reason = "reason";
    private const string Channel = "channel";

    public static Metric FindingsReceived { get; } = new("FindingsReceived", Count, Source);

    /// <summary>Elements that are no finding and no mistake.</summary>
    public static Metric FindingsIgnored { get; } = new("FindingsIgnored", Count, Source);

    /// <summary>Elements that were dead-lettered.</summary>
    public static Metric FindingsMalformed { get; } = new("FindingsMalformed", Count, Source);

    /// <summary>Findings whose incident is about something else than an ECS task.</summary>
    public static Metric FindingsWithoutTask { get; } = new("FindingsWithoutTask", Count, Source);

    /// <summary>Messages that stay on their queue to be tried again.</summary>
    public static Metric MessagesRetried { get; } = new("MessagesRetried", Count, Source);

    /// <summary>What was decided, by why.</summary>
    public static Metric Decisions { get; } = new("Decisions", Count, Reason);

    /// <summary>Items that nobody could read; each was set aside.</summary>
    public static Metric ItemsUnreadable { get; } = new("ItemsUnreadable", Count, null);

    /// <summary>Canaries that came to the end of their way: of each, one for every channel. No other metric counts them.</summary>
    public static Metric CanariesArrived { get; } = new("CanariesArrived", Count, Source);

    public static Metric Delivered { get; } = new("Delivered", Count, Channel);

    /// <summary>From decided to accepted.</summary>
    public static Metric DeliveryLatency { get; } = new("DeliveryLatency", Milliseconds, Channel);

    /// <summary>Attempts that will be made again.</summary>
    public static Metric DeliveryRetries { get; } = new("DeliveryRetries", Count, Channel);

    public static Metric FellBack { get; } = new("FellBack", Count, Channel);

    /// <summary>Notifications that nobody could be told of.</summary>
    public static Metric DeadLettered { get; } = new("DeadLettered", Count, Channel);

    /// <summary>Sweeps that came to their end.</summary>
    public static Metric Sweeps { get; } = new("Sweeps", Count, null);

    /// <summary>Keys that a sweep left behind, since their visit failed.</summary>
    public static Metric SweepFailures { get; } = new("SweepFailures", Count, null);

    /// <summary>How long the oldest delivery that a sweep saw has been waiting.</summary>
    public static Metric OldestUnsettled { get; } = new("OldestUnsettled", Milliseconds, null);

    public static IReadOnlyList<Metric> All { get; } =
    [
        FindingsReceived, FindingsIgnored, FindingsMalformed, FindingsWithoutTask, MessagesRetried, Decisions, ItemsUnreadable,
        CanariesArrived, Delivered, DeliveryLatency, DeliveryRetries, FellBack, DeadLettered, Sweeps, SweepFailures, OldestUnsettled,
    ];
}
