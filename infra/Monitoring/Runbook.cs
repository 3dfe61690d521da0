using AlertFlow.Routing;

namespace AlertFlow.Infra.Monitoring;

/// <summary>A chapter of <c>docs/runbook.md</c>: what an alarm means, how to look, what to do. Each alarm links one.</summary>
/// <param name="Heading">The chapter's heading.</param>
/// <param name="Meaning">The alarm's meaning in a sentence, for the alarm's mail.</param>
public sealed record Runbook(string Heading, string Meaning)
{
    public static Runbook FindingsDeadLettered { get; } = new(
        "Findings dead-lettered", "An event could not be read, or its function failed for hours. It is kept whole.");

    public static Runbook DeliveriesDeadLettered { get; } = new("Deliveries dead-lettered", "Somebody was not told, and has no fallback.");

    public static Runbook FunctionErrors { get; } = new("Function errors", "A function ends with errors.");

    public static Runbook FunctionThrottled { get; } = new("Function throttled", "Lambda has no capacity left for a function.");

    public static Runbook FindingsWait { get; } = new("Findings wait", "Findings are on their queue for more than five minutes.");

    public static Runbook UrgentDeliveriesWait { get; } = new(
        "Urgent deliveries wait", "What is urgent is on its queue for more than two minutes.");

    public static Runbook DeliveryUnsettled { get; } = new(
        "Delivery unsettled", "Somebody has been waiting for more than 15 minutes to be told.");

    public static Runbook NoSweep { get; } = new("No sweep", "Timers have not acted for three minutes.");

    public static Runbook SweepFails { get; } = new("Sweep fails", "The sweeper cannot visit some incidents.");

    public static Runbook ItemUnreadable { get; } = new("Item unreadable", "An incident's history could not be read. A copy is kept.");

    public static Runbook CanaryMissing { get; } = new(
        "Canary missing", "The daily test finding did not come through: a real one may not either.");

    public static Runbook FindingsWithoutTask { get; } = new(
        "Findings without a task", "More than 5 % of the findings name no ECS task, so they are not aggregated by it.");

    public static IReadOnlyList<Runbook> All { get; } =
    [
        FindingsDeadLettered, DeliveriesDeadLettered, FunctionErrors, FunctionThrottled, FindingsWait, UrgentDeliveriesWait,
        DeliveryUnsettled, NoSweep, SweepFails, ItemUnreadable, CanaryMissing, FindingsWithoutTask,
    ];

    /// <summary>The link to the heading, as GitHub and most others make it.</summary>
    public string Anchor => Heading.ToLowerInvariant().Replace(' ', '-');
}
