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
internal sealed partial class Deployment : IAsyncDisposable
{
    /// <summary>The id of the message that <see cref="BatchOf"/> makes.</summary>
    public const string MessageId = "059f36b4-87a3-44ab-83d2-661975830a7d";

    private const string SlackSecret = "alertflow/slack";

    private static readonly bool[] UrgentAndNormal = [true, false];

    private readonly List<SqsEventSource> sources = [];
    private readonly List<SqsEventSource> notifiers = [];
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

    private IEnumerable<string> ChannelQueues =>
        from channel in Config.Channels from urgent in UrgentAndNormal select settings[Setting.Queue(channel, urgent).Name];

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
        bool isManaged = false,
        int maxReceives = 10,
        Func<string, string>? routes = null,
        int batchSize = 10,
        bool listens = true,
        TimeSpan? httpTimeout = null)
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
        deployment.settings[Setting.HttpTimeout.Name] =
            (httpTimeout ?? TimeSpan.FromMinutes(5)).ToString("c", CultureInfo.InvariantCulture);
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
        name,
        package,
        new Dictionary<string, string>(settings.Concat(more.Select(one => KeyValuePair.Create(one.Name, one.Value)))) { [Setting.FunctionName] = row })
    {
        IsManaged = isManaged,
    };

    /// <summary>Disables the event sources of a function.</summary>
    public async Task StopAsync(string function)
    {
        foreach (var source in sources.Concat(notifiers).Where(source => source.Function == function).ToList())
        {
            await source.DisposeAsync();
            _ = sources.Remove(source) || notifiers.Remove(source);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Concat(notifiers))
        {
            await source.DisposeAsync();
        }

        await Lambda.DisposeAsync();
        await Slack.DisposeAsync();
        await Secrets.DisposeAsync();
        var broken = sources.Concat(notifiers).SelectMany(source => source.Broken).Select(error => error.Message);
        string[] complaints = [.. Cloud.Proxy.Complaints, .. Unforeseen(), .. broken];
        await Cloud.DisposeAsync();
        folder.Delete(recursive: true);
        if (complaints.Length > 0)
        {
            throw new InvalidOperationException(string.Join('\n', complaints));
        }
    }

    private Task DeployAsync(string name, string row, params IEnumerable<(string Name, string Value)> more) =>
        Lambda.DeployAsync(FunctionOf(name, row, more));

    private static string NotifyOf(string channel) => $"{FunctionRow.NotifyName}-{channel}";
}
