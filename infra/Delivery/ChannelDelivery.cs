using AlertFlow.Channels;
using AlertFlow.Deployment;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Ingest;
using AlertFlow.Infra.Security;
using AlertFlow.Routing;
using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Delivery;

/// <summary>The wake-up queues of one channel. They come before all functions, since every function may wake any channel.</summary>
public sealed class ChannelQueues : Construct
{
    /// <summary>The limit of SQS: a delivery ends by its age, and must not be dead-lettered before that.</summary>
    private const int MaxReceiveCount = 1000;

    public ChannelQueues(Construct scope, string id, Channel channel, Encryption encryption)
        : base(scope, id)
    {
        Channel = channel;
        DeadLetters = GuardedQueue.DeadLetters(this, "DeadLetters", encryption);
        Urgent = GuardedQueue.Of(this, "Urgent", encryption, ChannelDelivery.Timeout, DeadLetters, MaxReceiveCount);
        Normal = GuardedQueue.Of(this, "Normal", encryption, ChannelDelivery.Timeout, DeadLetters, MaxReceiveCount);
    }

    public Channel Channel { get; }

    public Queue Urgent { get; }

    public Queue Normal { get; }

    public Queue DeadLetters { get; }

    /// <summary>The environment variables by which functions find them.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new(Setting.Queue(Channel.Name, urgent: true).Name, Urgent.QueueUrl),
        new(Setting.Queue(Channel.Name, urgent: false).Name, Normal.QueueUrl),
    ];
}

/// <summary>The function that delivers one channel's notifications.</summary>
public sealed class ChannelDelivery : Construct
{
    /// <summary>The function's timeout: shorter than the lease of a delivery.</summary>
    internal static Duration Timeout { get; } = Duration.Seconds(10);

    public ChannelDelivery(Construct scope, string id, ChannelDeliveryProps props)
        : base(scope, id)
    {
        Queues = props.Queues;
        var channel = props.Queues.Channel.Name;
        var destination = Destination.Of(channel);
        Function = new AlertFlowFunction(this, "Notify", new AlertFlowFunctionProps
        {
            Code = props.Code,
            Row = FunctionRow.NotifyName,
            Description = $"delivers to {channel}",
            Timeout = Timeout,
            LogGroup = props.LogGroup,
            ReadsSecrets = destination.ReadsSecrets,
            Environment = props.Environment
                .Append(new(Setting.DeadLetterQueue.Name, Queues.DeadLetters.QueueUrl))
                .Append(new(Setting.ChannelName.Name, channel))
                .Concat(destination.Environment(props.Destinations))
                .ToDictionary(),
        });
        Function.TakeFrom("UrgentMessages", Queues.Urgent, props.MaximumConcurrency);
        Function.TakeFrom("NormalMessages", Queues.Normal, props.MaximumConcurrency);
        Function.Allow(["sqs:SendMessage"], Queues.DeadLetters.QueueArn);
        destination.Allow(Function, props.Destinations);
    }

    public ChannelQueues Queues { get; }

    public AlertFlowFunction Function { get; }
}

/// <summary>The parts of a channel's delivery.</summary>
public sealed record ChannelDeliveryProps
{
    public required ChannelQueues Queues { get; init; }

    public required FunctionCode Code { get; init; }

    public required Amazon.CDK.AWS.Logs.ILogGroup LogGroup { get; init; }

    /// <summary>The settings that all functions share.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required Destinations Destinations { get; init; }

    public required int MaximumConcurrency { get; init; }
}
