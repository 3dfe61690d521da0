using AlertFlow.Aws.DynamoDb;
using AlertFlow.Configuration;
using AlertFlow.Deployment;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.EventBridge;
using AlertFlow.LocalAws.Lambda;
using AlertFlow.Routing;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;
using Amazon.SQS.Model;

namespace AlertFlow.EndToEnd;

/// <content>Makes what the functions work on, and describes it as the stack does.</content>
internal sealed partial class Deployment
{
    /// <summary>Longer than any invocation takes: messages of dead processes come back at once, see <see cref="SqsEventSource"/>.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(2);

    private async Task BuildAsync(int maxReceives, Func<string, string> routes)
    {
        Table = await Cloud.CreateTableAsync(
            TableLayout.PartitionKey, TableLayout.SortKey, TableLayout.DueIndex, TableLayout.DueShard, TableLayout.DueAt);
        Bucket = LocalCloud.NextName("records");
        await Cloud.S3.PutBucketAsync(Bucket);
        DeadLetters = await Cloud.CreateQueueAsync("dead", Visibility);
        Subscriber = await Cloud.CreateQueueAsync("subscriber", Visibility);
        var topic = await Cloud.CreateTopicAsync("alerts", LocalCloud.ArnOf(Subscriber));
        Config = ((RoutesResult.Valid)RoutesFile.Compile(routes(topic), "routes.yaml")).Config;
        var deadLetters = (LocalCloud.ArnOf(DeadLetters), maxReceives);
        foreach (var source in Source.All)
        {
            SourceQueues[source.Name] = await Cloud.CreateQueueAsync(source.Name, Visibility, deadLetters);
        }

        foreach (var queue in from channel in Config.Channels from urgent in UrgentAndNormal select Setting.Queue(channel, urgent))
        {
            settings[queue.Name] = await Cloud.CreateQueueAsync(queue.Name, Visibility, (deadLetters.Item1, 1000));
        }

        var pattern = EventPatterns.WithCanary((SourceTrigger.EventBridge)GuardDutySource.Row.Trigger).ToJsonString();
        Bus = new EventBus(new EventRule("guardduty", EventPattern.Parse(pattern), ToGuardDuty));
        Cloud.Management.Bus = Bus.PutAsync;
        var file = Path.Combine(folder.FullName, "routes.json");
        await File.WriteAllTextAsync(file, RoutingConfigJson.Write(Config));
        settings[Setting.Table.Name] = Table;
        settings[Setting.Routes.Name] = file;
        settings[Setting.DeadLetterQueue.Name] = DeadLetters;
        settings[Setting.RecordBucket.Name] = Bucket;
        settings[Setting.SlackApi.Name] = Slack.Api.ToString();
        settings[Setting.SlackSecret.Name] = SlackSecret;
        settings[Setting.MetricsNamespace.Name] = "AlertFlow/end-to-end";
        settings[Setting.Topic.Name] = topic;
    }

    private Task<SendMessageResponse> ToGuardDuty(string envelope) =>
        Cloud.Sqs.SendMessageAsync(SourceQueues[GuardDutySource.Row.Name], envelope);

    private void Listen(int batchSize)
    {
        sources.AddRange(SourceQueues.Select(queue =>
            new SqsEventSource(Cloud.Sqs, queue.Value, Lambda, queue.Key) { BatchSize = batchSize }));
        notifiers.AddRange(
            from channel in Config.Channels
            from urgent in UrgentAndNormal
            select new SqsEventSource(Cloud.Sqs, settings[Setting.Queue(channel, urgent).Name], Lambda, NotifyOf(channel)));
        foreach (var source in sources.Concat(notifiers))
        {
            source.Start();
        }
    }

    /// <summary>Describes it to whoever operates it, as the stack does.</summary>
    public void Describe(string stack)
    {
        Cloud.Management.Detector = new("d4b040365221be2b54a6264dc9a4bc64", "ENABLED", "FIFTEEN_MINUTES", "ENABLED");
        Cloud.Management.Secrets[SlackSecret] = true;
        Cloud.Management.Stacks[stack] = new("UPDATE_COMPLETE", new Dictionary<string, string>(
        [
            new(StackOutput.Table, Table),
            new(StackOutput.EventBus, "default"),
            new(StackOutput.SlackSecret, SlackSecret),
            new(StackOutput.ConfigVersion, Config.Version),
            new(StackOutput.PublishingFrequency, "FIFTEEN_MINUTES"),
            new(StackOutput.Sources, string.Join(',', Source.All.Select(source => source.Name))),
            new(StackOutput.Channels, string.Join(',', Config.Channels)),
            .. SourceQueues.Select(queue => KeyValuePair.Create(StackOutput.SourceQueue(queue.Key), queue.Value)),
            .. Source.All.Select(source => KeyValuePair.Create(StackOutput.SourceDeadLetterQueue(source.Name), DeadLetters)),
            .. Config.Channels.Select(channel => KeyValuePair.Create(StackOutput.ChannelDeadLetterQueue(channel), DeadLetters)),
            .. from channel in Config.Channels
               from urgent in UrgentAndNormal
               select KeyValuePair.Create(StackOutput.ChannelQueue(channel, urgent), settings[Setting.Queue(channel, urgent).Name]),
        ]));
    }
}
