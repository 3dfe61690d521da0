using AlertFlow.Channels;
using AlertFlow.Channels.Slack;
using AlertFlow.Deployment;
using Amazon.CDK;

namespace AlertFlow.Infra;

/// <summary>The outputs by which people and <c>alertflow doctor</c> find the parts of a stack.</summary>
internal static class Outputs
{
    public static void Add(AlertFlowStack stack)
    {
        Add(StackOutput.Table, stack.Store.Table.TableName);
        Add(StackOutput.AlarmTopic, stack.Topics.Alarms.TopicArn);
        Add(StackOutput.RecordBucket, stack.Records.Bucket.BucketName);
        Add(StackOutput.ConfigVersion, stack.Routes.Config.Version);
        Add(StackOutput.MetricsNamespace, stack.Settings.MetricsNamespace);
        Add(
            StackOutput.PublishingFrequency,
            stack.Settings.PublishingFrequency.TotalMinutes switch { 15 => "FIFTEEN_MINUTES", 60 => "ONE_HOUR", _ => "SIX_HOURS" });
        Add(StackOutput.Sources, string.Join(',', stack.Sources.Select(source => source.Source.Name)));
        Add(StackOutput.Channels, string.Join(',', stack.Channels.Select(channel => channel.Queues.Channel.Name)));
        Add(StackOutput.EventBus, "default");
        if (stack.Topics.Alerts is { } topic)
        {
            Add(StackOutput.Topic, topic.TopicArn);
        }

        if (stack.Channels.Any(channel => channel.Queues.Channel == SlackChannel.Row))
        {
            Add(StackOutput.SlackSecret, stack.Settings.SlackSecret);
        }

        if (stack.Members is { } members)
        {
            Add("CentralBus", members.Bus.EventBusArn); // The parameter of the forwarder in other accounts and regions.
        }

        foreach (var source in stack.Sources)
        {
            Add(StackOutput.SourceQueue(source.Source.Name), source.Queue.QueueUrl);
            Add(StackOutput.SourceDeadLetterQueue(source.Source.Name), source.DeadLetters.QueueUrl);
        }

        foreach (var queues in stack.Channels.Select(channel => channel.Queues))
        {
            Add(StackOutput.ChannelQueue(queues.Channel.Name, urgent: true), queues.Urgent.QueueUrl);
            Add(StackOutput.ChannelQueue(queues.Channel.Name, urgent: false), queues.Normal.QueueUrl);
            Add(StackOutput.ChannelDeadLetterQueue(queues.Channel.Name), queues.DeadLetters.QueueUrl);
        }

        void Add(string name, string value) =>
            new CfnOutput(stack, $"Output{name}", new CfnOutputProps { Value = value }).OverrideLogicalId(name);
    }
}
