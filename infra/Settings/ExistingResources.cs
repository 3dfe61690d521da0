using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Settings;

/// <summary>Existing resources that are used in place of the stack's own; null: the stack makes one.</summary>
public sealed record ExistingResources
{
    public string? KeyArn { get; init; }

    public string? TopicArn { get; init; }

    public string? AlarmTopicArn { get; init; }

    public string? TableArn { get; init; }

    public string? RecordBucket { get; init; }

    /// <summary>The ARN of a source's queue, by the source's name.</summary>
    public IReadOnlyDictionary<string, string> Queues { get; init; } = new Dictionary<string, string>();

    /// <summary>The ARN of the principal that writes to a source's queue, by the source's name.</summary>
    public IReadOnlyDictionary<string, string> Principals { get; init; } = new Dictionary<string, string>();

    internal static ExistingResources Read(ContextReader reader) => new()
    {
        KeyArn = reader.Optional(ContextKeys.KeyArn),
        TopicArn = reader.Optional(ContextKeys.TopicArn),
        AlarmTopicArn = reader.Optional(ContextKeys.AlarmTopicArn),
        TableArn = reader.Optional(ContextKeys.TableArn),
        RecordBucket = reader.Optional(ContextKeys.RecordBucket),
        Queues = ArnsOf(Source.All, reader, ContextKeys.QueueOf),
        Principals = ArnsOf(Source.All.Where(source => source.Trigger is SourceTrigger.Queue), reader, ContextKeys.PrincipalOf),
    };

    private static Dictionary<string, string> ArnsOf(
        IEnumerable<Source> sources, ContextReader reader, Func<Source, ContextKey<string>> keyOf)
    {
        var arns = new Dictionary<string, string>();
        foreach (var source in sources)
        {
            if (reader.Optional(keyOf(source)) is { } arn)
            {
                arns[source.Name] = arn;
            }
        }

        return arns;
    }
}
