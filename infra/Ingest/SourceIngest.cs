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

/// <summary>One product's way in: its queue with its writers, the function that takes from it, and its dead-letter queue.</summary>
public sealed class SourceIngest : Construct
{
    /// <summary>Attempts are at most 5 min apart: a message is tried for eight hours before it is put aside.</summary>
    private const int MaxReceiveCount = 100;

    private static readonly Duration Timeout = Duration.Seconds(30);

    public SourceIngest(Construct scope, string id, SourceIngestProps props)
        : base(scope, id)
    {
        Source = props.Source;
        DeadLetters = GuardedQueue.DeadLetters(this, "DeadLetters", props.Encryption);
        IsExisting = props.Settings.Existing.Queues.TryGetValue(Source.Name, out var arn);
        Queue = IsExisting
            ? Amazon.CDK.AWS.SQS.Queue.FromQueueArn(this, "Queue", arn!) // It was found.
            : GuardedQueue.Of(this, "Queue", props.Encryption, Timeout, DeadLetters, MaxReceiveCount);
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
            case SourceTrigger.Queue when IsExisting:
                break; // Its owner lets the product in.
            case SourceTrigger.Queue:
                QueueWriter.Bind(this, Source, Queue, props.Settings, props.Encryption);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public Source Source { get; }

    public IQueue Queue { get; }

    public Queue DeadLetters { get; }

    public AlertFlowFunction Function { get; }

    /// <summary>True where the queue is not the stack's: then its policy and its dead-letter queue are not either.</summary>
    public bool IsExisting { get; }
}

/// <summary>The parts of a source's ingest.</summary>
public sealed record SourceIngestProps
{
    public required Source Source { get; init; }

    public required DeploymentSettings Settings { get; init; }

    public required FunctionCode Code { get; init; }

    public required Encryption Encryption { get; init; }

    public required ILogGroup LogGroup { get; init; }

    /// <summary>The settings that all functions share.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The buses that findings come by, the account's own first.</summary>
    public required IReadOnlyList<IEventBus> Buses { get; init; }
}
