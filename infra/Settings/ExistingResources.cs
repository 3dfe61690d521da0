using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Settings;

/// <summary>What is there already and is used in place of a resource of the stack; null: the stack makes it.</summary>
public sealed record ExistingResources
{
    public string? KeyArn { get; init; }

    public string? TopicArn { get; init; }

    public string? AlarmTopicArn { get; init; }

    public string? TableArn { get; init; }

    public string? RecordBucket { get; init; }

    /// <summary>The queue of a source, by the source's name.</summary>
    public IReadOnlyDictionary<string, string> Queues { get; init; } = new Dictionary<string, string>();

    /// <summary>Who writes to the queue of a source, by the source's name.</summary>
    public IReadOnlyDictionary<string, string> Principals { get; init; } = new Dictionary<string, string>();

    public static ExistingResources Read(ContextReader reader) => new()
    {
        KeyArn = reader.Arn("keyArn", "kms"),
        TopicArn = reader.Arn("topicArn", "sns"),
        AlarmTopicArn = reader.Arn("alarmTopicArn", "sns"),
        TableArn = reader.Arn("tableArn", "dynamodb"),
        RecordBucket = reader.Text("recordBucket"),
        Queues = Known(Source.All, source => reader.Arn(ContextKey.QueueOf(source), "sqs")),
        Principals = Known(Source.All.Where(source => source.Trigger is SourceTrigger.Queue), source => reader.Arn(ContextKey.PrincipalOf(source), "iam")),
    };

    private static Dictionary<string, string> Known(IEnumerable<Source> sources, Func<Source, string?> arnOf) => sources
        .Select(source => (source.Name, Arn: arnOf(source)))
        .Where(one => one.Arn is not null)
        .ToDictionary(one => one.Name, one => one.Arn!);
}
