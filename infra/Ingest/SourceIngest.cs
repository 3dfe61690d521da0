using AlertFlow.Deployment;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using AlertFlow.Sources;
using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Ingest;

/// <summary>One product's way in: its queue, who may write to it, the function that takes from it, and the queue of what could not be read.</summary>
public sealed class SourceIngest : Construct
{
    /// <summary>At most 5 min apart: eight hours of trying before a message is put aside.</summary>
    private const int MaxReceiveCount = 100;

    private static readonly Duration Timeout = Duration.Seconds(30);

    public SourceIngest(Construct scope, string id, SourceIngestProps props)
        : base(scope, id)
    {
        Source = props.Source;
        DeadLetters = GuardedQueue.DeadLetters(this, "DeadLetters", props.Encryption);
        IsExisting = props.Settings.Existing.Queues.TryGetValue(Source.Name, out var arn);
        Queue = IsExisting ? Amazon.CDK.AWS.SQS.Queue.FromQueueArn(this, "Queue", arn!) : GuardedQueue.Of(this, "Queue", props.Encryption, Timeout, DeadLetters, MaxReceiveCount);
        Function = new AlertFlowFunction(this, "Ingest", new AlertFlowFunctionProps
        {
            Code = props.Code,
            Row = Source.Name,
            Description = $"takes {Source.Title}'s findings from their queue",
            Timeout = Timeout,
            LogGroup = props.LogGroup,
            Environment = props.Environment.Append(new(Setting.DeadLetterQueue.Name, DeadLetters.QueueUrl)).ToDictionary(),
        });
        Function.TakeFrom("Messages", Queue, props.Settings.MaximumConcurrency);
        Function.Allow(["sqs:SendMessage"], DeadLetters.QueueArn);
        if (props.Encryption.IsForAll)
        {
            Function.MayUse(props.Encryption.Key);
        }

        switch (Source.Trigger)
        {
            case SourceTrigger.EventBridge trigger:
                EventBridgeTrigger.Bind(this, trigger, Queue, DeadLetters, props.Buses);
                break;
            case SourceTrigger.Queue when !IsExisting:
                QueueWriter.Bind(this, Source, Queue, props.Settings, props.Encryption);
                break;
        }
    }

    public Source Source { get; }

    public IQueue Queue { get; }

    public Queue DeadLetters { get; }

    public AlertFlowFunction Function { get; }

    /// <summary>Whether the queue is somebody else's: its policy and its dead-letter queue are too.</summary>
    public bool IsExisting { get; }
}

/// <summary>What a source's ingest is made of.</summary>
public sealed record SourceIngestProps
{
    public required Source Source { get; init; }

    public required DeploymentSettings Settings { get; init; }

    public required FunctionCode Code { get; init; }

    public required Encryption Encryption { get; init; }

    public required ILogGroup LogGroup { get; init; }

    /// <summary>The settings that all functions share.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The buses on which findings come, the account's own first.</summary>
    public required IReadOnlyList<IEventBus> Buses { get; init; }
}
