using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Aws.DynamoDb;
using AlertFlow.Configuration;
using AlertFlow.Deployment;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.EventBridge;
using AlertFlow.LocalAws.Lambda;
using AlertFlow.LocalAws.Secrets;
using AlertFlow.LocalAws.Slack;
using AlertFlow.Routing;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;
using Amazon.SQS.Model;

namespace AlertFlow.EndToEnd;

/// <summary>The whole product as it runs deployed, on a local cloud: bus, queues, table, bucket, topic, and the functions' own executable.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private const string SlackSecret = "alertflow/slack";

    private static readonly string[] Counters = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"];
    private static readonly bool[] UrgentAndNormal = [true, false];

    /// <summary>Ends a hang. A machine under load takes as long as it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Longer than any invocation takes: messages of dead processes come back at once, see <see cref="SqsEventSource"/>.</summary>
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(2);

    private readonly List<SqsEventSource> sources = [];
    private readonly List<SqsEventSource> couriers = [];
    private readonly Dictionary<string, string> settings = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("alertflow-");
    private string package = Executable.Native;
    private bool isManaged;

    private Deployment(LocalCloud cloud, SlackServer slack, SlackWorkspace workspace, SecretsServer secrets)
    {
        (Cloud, Slack, Workspace, Secrets) = (cloud, slack, workspace, secrets);
        Lambda = new LambdaService(
            new Dictionary<string, string>
            {
                ["AWS_REGION"] = LocalCloud.Region,
                ["AWS_ENDPOINT_URL"] = cloud.Proxy.Address.ToString(),
                ["PARAMETERS_SECRETS_EXTENSION_HTTP_PORT"] = secrets.Port.ToString(CultureInfo.InvariantCulture),
                ["SECRETS_MANAGER_TTL"] = "1",
            },
            TimeProvider.System);
        secrets.Secrets[SlackSecret] = workspace.Tokens.Single();
        secrets.TimeToLive = TimeSpan.FromSeconds(1);
    }

    public LocalCloud Cloud { get; }

    public LambdaService Lambda { get; }

    public SlackServer Slack { get; }

    public SlackWorkspace Workspace { get; }

    public SecretsServer Secrets { get; }

    public string Table { get; private set; } = "";

    public string Bucket { get; private set; } = "";

    public string DeadLetters { get; private set; } = "";

    /// <summary>What is deployed: it has the queues and functions of the channels that it uses.</summary>
    public RoutingConfig Config { get; private set; } = null!;

    private IEnumerable<string> ChannelQueues => from channel in Config.Channels from urgent in UrgentAndNormal select settings[Setting.Queue(channel, urgent).Name];

    /// <summary>The queue that is subscribed to the topic.</summary>
    public string Subscriber { get; private set; } = "";

    public EventBus Bus { get; private set; } = null!;

    /// <summary>The queue of each source.</summary>
    public Dictionary<string, string> SourceQueues { get; } = [];

    public IReadOnlyList<SqsEventSource> Sources => sources;

    /// <param name="isManaged">Whether the functions run as assemblies on the managed runtime.</param>
    /// <param name="maxReceives">After so many receives a message is dead-lettered.</param>
    /// <param name="routes">The configuration; null: all to Slack and by mail, High and above to the topic too.</param>
    /// <param name="batchSize">Of the sources' queues.</param>
    /// <param name="listens">Whether the queues are polled.</param>
    /// <param name="httpTimeout">How long the functions wait for an answer; null: long enough for every machine.</param>
    public static async Task<Deployment> StartAsync(
        bool isManaged = false, int maxReceives = 10, Func<string, string>? routes = null, int batchSize = 10, bool listens = true, TimeSpan? httpTimeout = null)
    {
        var workspace = new SlackWorkspace(TimeProvider.System);
        var deployment = new Deployment(
            await LocalCloud.StartAsync(),
            await SlackServer.StartAsync(workspace, TimeProvider.System),
            workspace,
            await SecretsServer.StartAsync(TimeProvider.System))
        {
            isManaged = isManaged,
            package = isManaged ? Executable.Managed : Executable.Native,
        };
        await deployment.BuildAsync(maxReceives, routes ?? (topic => $$$"""
            route:
              receivers: [slack, mail]
              routes:
                - {matchers: [severity >= high], receivers: [slack, mail, topic]}
            receivers:
              - {name: slack, channel: slack, settings: {channel: "#alerts"}}
              - {name: mail, channel: email, settings: {from: alerts@example.com, to: oncall@example.com}}
              - {name: topic, channel: sns, settings: {topic_arn: "{{{topic}}}"}}
            timers: {guardduty_publishing_frequency: 15m}
            """));
        deployment.settings[Setting.HttpTimeout.Name] = (httpTimeout ?? TimeSpan.FromMinutes(5)).ToString("c", CultureInfo.InvariantCulture);
        await deployment.DeployAsync(TimeSpan.Zero);
        if (listens)
        {
            deployment.Listen(batchSize);
        }

        return deployment;
    }

    /// <summary>Deploys every function anew, with another clock.</summary>
    public async Task DeployAsync(TimeSpan clockOffset)
    {
        settings[Setting.ClockOffset.Name] = clockOffset.ToString("c", CultureInfo.InvariantCulture);
        foreach (var source in Source.All)
        {
            await DeployAsync(source.Name, source.Name);
        }

        foreach (var channel in Config.Channels)
        {
            await DeployAsync(NotifyOf(channel), FunctionRow.NotifyName, (Setting.ChannelName.Name, channel));
        }

        await DeployAsync(FunctionRow.SweepName, FunctionRow.SweepName);
    }

    public LambdaFunction FunctionOf(string name, string row, params IEnumerable<(string Name, string Value)> more) => new(
        name, package, new Dictionary<string, string>(settings.Concat(more.Select(one => KeyValuePair.Create(one.Name, one.Value)))) { [Setting.FunctionName] = row })
    {
        IsManaged = isManaged,
    };

    /// <summary>Lets the schedule beat once.</summary>
    public Task<LambdaResult> SweepAsync() => Lambda.InvokeAsync(
        FunctionRow.SweepName, """{"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa","detail-type":"Scheduled Event","source":"aws.scheduler","account":"000000000000","time":"2026-01-01T00:00:00Z","region":"eu-central-1","resources":[],"detail":{}}""");

    /// <summary>An event with one message, as a queue's event source makes it.</summary>
    public static string BatchOf(string queueArn, string body) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["messageId"] = "059f36b4-87a3-44ab-83d2-661975830a7d",
            ["receiptHandle"] = "handle",
            ["body"] = body,
            ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
            ["messageAttributes"] = new JsonObject(),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = queueArn,
            ["awsRegion"] = LocalCloud.Region,
        }),
    }.ToJsonString();

    public Task SendAsync(string source, params IEnumerable<string> bodies) => Parallel.ForEachAsync(
        bodies.Chunk(10),
        async (batch, cancellationToken) => await Cloud.Sqs.SendMessageBatchAsync(
            SourceQueues[source], [.. batch.Select((body, index) => new SendMessageBatchRequestEntry(index.ToString(CultureInfo.InvariantCulture), body))], cancellationToken));

    /// <summary>What SES was given: newest last.</summary>
    public async Task<IReadOnlyList<JsonNode>> MailsAsync()
    {
        using var http = new HttpClient();
        var store = JsonNode.Parse(await http.GetStringAsync(new Uri(Cloud.Servers["ses"], "store")))!;
        return [.. store["emails"]!.AsArray().Select(mail => mail!)];
    }

    /// <summary>Takes what the topic's subscriber has.</summary>
    public async Task<IReadOnlyList<JsonNode>> PublishedAsync() => [.. (await TakeAsync(Subscriber)).Select(message => JsonNode.Parse(message.Body)!)];

    /// <summary>Takes everything that a queue has.</summary>
    public async Task<IReadOnlyList<Message>> TakeAsync(string queue)
    {
        List<Message> all = [];
        while (true)
        {
            var received = await Cloud.Sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10, WaitTimeSeconds = 0, MessageAttributeNames = ["All"], VisibilityTimeout = 600 });
            if (received.Messages is not { Count: > 0 } messages)
            {
                return all;
            }

            all.AddRange(messages);
        }
    }

    /// <summary>Disables the event sources of a function.</summary>
    public async Task StopAsync(string function)
    {
        foreach (var source in sources.Concat(couriers).Where(source => source.Function == function).ToList())
        {
            await source.DisposeAsync();
            _ = sources.Remove(source) || couriers.Remove(source);
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
            .. Config.Channels.SelectMany(channel => UrgentAndNormal.Select(urgent => KeyValuePair.Create(StackOutput.ChannelQueue(channel, urgent), settings[Setting.Queue(channel, urgent).Name]))),
        ]));
    }

    /// <summary>Waits until no queue of ours has anything to do.</summary>
    public async Task SettleAsync()
    {
        // A message that moves from a queue not yet counted to one that has been is missed once, not twice.
        var empty = 0;
        await WaitAsync(
            async () => (empty = await LeftAsync() == 0 ? empty + 1 : 0) == 2,
            () => $"messages are left\n{string.Join('\n', Lambda.Log.TakeLast(20).Select(line => line.Line))}");
    }

    /// <summary>Waits for what will come.</summary>
    public static Task WaitAsync(Func<bool> holds, string what) => WaitAsync(() => Task.FromResult(holds()), () => what);

    private static async Task WaitAsync(Func<Task<bool>> holds, Func<string> what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"After {Patience}: {what()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private async Task<int> LeftAsync()
    {
        var left = 0;
        foreach (var queue in SourceQueues.Values.Concat(ChannelQueues))
        {
            var attributes = (await Cloud.Sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes;
            left += Counters.Sum(name => int.Parse(attributes[name], CultureInfo.InvariantCulture));
        }

        return left;
    }

    /// <summary>What the functions called AWS for, each with the function.</summary>
    public IReadOnlyList<(string Function, Permission Permission)> Permissions()
    {
        HashSet<string> channelQueues = [.. ChannelQueues.Select(NameOf)];
        var made =
            from call in Cloud.Proxy.Calls
            let function = FunctionOf(call.AccessKey)
            where CallsFile.Functions.Contains(function)
            from permission in Permission.Of(call, Table, channelQueues, NameOf(DeadLetters))
            select (function, permission);
        var read = Secrets.Readers.Keys.Select(FunctionOf).Where(CallsFile.Functions.Contains).Select(function => (function, Permission.ReadSecret));
        return [.. made.Concat(read).Distinct()];

        static string NameOf(string url) => url[(url.LastIndexOf('/') + 1)..];

        static string FunctionOf(string accessKey) => accessKey.LastIndexOf('-') is > 0 and var at ? accessKey[..at] : accessKey;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Concat(couriers))
        {
            await source.DisposeAsync();
        }

        await Lambda.DisposeAsync();
        await Slack.DisposeAsync();
        await Secrets.DisposeAsync();
        string[] complaints = [.. Cloud.Proxy.Complaints, .. Unforeseen(), .. sources.Concat(couriers).SelectMany(source => source.Broken).Select(broken => broken.Message)];
        await Cloud.DisposeAsync();
        folder.Delete(recursive: true);
        if (complaints.Length > 0)
        {
            throw new InvalidOperationException(string.Join('\n', complaints));
        }
    }

    private async Task BuildAsync(int maxReceives, Func<string, string> routes)
    {
        Table = await Cloud.CreateTableAsync(TableLayout.PartitionKey, TableLayout.SortKey, TableLayout.DueIndex, TableLayout.DueShard, TableLayout.DueAt);
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

        Bus = new EventBus(new EventRule("guardduty", EventPattern.Parse(EventPatterns.WithCanary((SourceTrigger.EventBridge)GuardDutySource.Row.Trigger).ToJsonString()), ToGuardDuty));
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

    private Task<SendMessageResponse> ToGuardDuty(string envelope) => Cloud.Sqs.SendMessageAsync(SourceQueues[GuardDutySource.Row.Name], envelope);

    private Task DeployAsync(string name, string row, params IEnumerable<(string Name, string Value)> more) => Lambda.DeployAsync(FunctionOf(name, row, more));

    private void Listen(int batchSize)
    {
        sources.AddRange(SourceQueues.Select(queue => new SqsEventSource(Cloud.Sqs, queue.Value, Lambda, queue.Key) { BatchSize = batchSize }));
        couriers.AddRange(
            from channel in Config.Channels
            from urgent in UrgentAndNormal
            select new SqsEventSource(Cloud.Sqs, settings[Setting.Queue(channel, urgent).Name], Lambda, NotifyOf(channel)));
        foreach (var source in sources.Concat(couriers))
        {
            source.Start();
        }
    }

    private IEnumerable<string> Unforeseen()
    {
        if (CallsFile.IsUpdating)
        {
            return [];
        }

        var known = CallsFile.Permissions();
        return Permissions().Where(one => !known.GetValueOrDefault(one.Function, []).Contains(one.Permission))
            .Select(one => $"{one.Function} called {one.Permission.Action} on {one.Permission.Resource}, which golden/calls.json lacks");
    }

    private static string NotifyOf(string channel) => $"{FunctionRow.NotifyName}-{channel}";
}
