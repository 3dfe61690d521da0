using AlertFlow.Infra.Functions;

namespace AlertFlow.Infra.Tests.Policies;

internal static class QueuePolicies
{
    private const int Longest = 14 * 24 * 3600;

    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.EachOf("AWS::SQS::Queue", "Every queue keeps a message for as long as SQS does", (_, queue) =>
            queue.Number("MessageRetentionPeriod") == Longest),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "Every queue that is taken from has a dead-letter queue", (template, mapping) =>
            QueueOf(template, mapping) is not { } queue
            || template.DeadLetterQueues.Any(dead => dead.Id == Template.Reference(queue.At("RedrivePolicy.deadLetterTargetArn")))),
        Policy.EachOf(
            "AWS::Lambda::EventSourceMapping",
            "A message is invisible for six times its function's timeout",
            (template, mapping) => QueueOf(template, mapping) is not { } queue
                || queue.Number("VisibilityTimeout") == AlertFlowFunction.VisibilityFactor * TimeoutOf(template, mapping)),
        Policy.Each(
            "A delivery ends by its age before it is received too often",
            template => template.WakeUpQueues(urgent: true).Concat(template.WakeUpQueues(urgent: false)),
            (_, queue) => queue.Number("RedrivePolicy.maxReceiveCount") == 1000),
        Policy.Each(
            "A finding is tried for hours before it is put aside",
            template => template.Ingests.Select(ingest => template.Find(Template.Reference(ingest.Queue))).OfType<Resource>(),
            (_, queue) => queue.Number("RedrivePolicy.maxReceiveCount") >= 100),
    ];

    /// <summary>The queue that a mapping takes from; null where the queue is not the stack's.</summary>
    private static Resource? QueueOf(Template template, Resource mapping) =>
        template.Find(Template.Reference(mapping.Properties["EventSourceArn"]));

    private static double? TimeoutOf(Template template, Resource mapping) =>
        template.Find(Template.Reference(mapping.Properties["FunctionName"]))!.Number("Timeout");
}
