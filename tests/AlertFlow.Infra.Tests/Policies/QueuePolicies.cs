using AlertFlow.Infra.Functions;

namespace AlertFlow.Infra.Tests.Policies;

internal static class QueuePolicies
{
    private const int Longest = 14 * 24 * 3600;

    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.EachOf("AWS::SQS::Queue", "Every queue keeps a message for as long as SQS does", (_, queue) => Number(queue, "MessageRetentionPeriod") == Longest),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "Every queue that is taken from has a dead-letter queue", (template, mapping) =>
            QueueOf(template, mapping) is not { } queue || template.DeadLetterQueues.Any(dead => dead.Id == Template.Reference(queue.At("RedrivePolicy.deadLetterTargetArn")))),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "A message is invisible for six times its function's timeout", (template, mapping) =>
            QueueOf(template, mapping) is not { } queue
            || Number(queue, "VisibilityTimeout") == AlertFlowFunction.VisibilityFactor * Number(template.Find(Template.Reference(mapping.Properties["FunctionName"]))!, "Timeout")),
        Policy.Each("A delivery ends by its age before it is received too often", template => template.Queues.Where(queue => queue.Id.Contains("QueuesUrgent", StringComparison.Ordinal) || queue.Id.Contains("QueuesNormal", StringComparison.Ordinal)), (_, queue) =>
            Number(queue, "RedrivePolicy.maxReceiveCount") == 1000),
        Policy.Each("A finding is tried for hours before it is put aside", template => template.Queues.Where(queue => queue.Id is ['G', ..] or ['S', 'y', ..] && queue.Properties["RedrivePolicy"] is not null), (_, queue) =>
            Number(queue, "RedrivePolicy.maxReceiveCount") >= 100),
    ];

    /// <summary>The queue that a mapping takes from; null: it is somebody else's.</summary>
    private static Resource? QueueOf(Template template, Resource mapping) => template.Find(Template.Reference(mapping.Properties["EventSourceArn"]));

    private static int? Number(Resource resource, string path) => resource.At(path)?.GetValue<int>();
}
