using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using AlertFlow.Aws;
using AlertFlow.Aws.DynamoDb;
using AlertFlow.Aws.Senders;
using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using AlertFlow.Functions.Ingest;
using AlertFlow.Functions.Notify;
using AlertFlow.Functions.Sweep;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;
using AlertFlow.Sources;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleEmailV2;
using Amazon.SimpleNotificationService;
using Amazon.SQS;

namespace AlertFlow.Functions;

/// <summary>Builds the functions from the clients of AWS, once, when the process starts.</summary>
[SuppressMessage("Design", "CA1001", Justification = LivesOn)]
[SuppressMessage("Reliability", "CA2000", Justification = LivesOn)]
internal sealed class CompositionRoot
{
    private const string LivesOn = "Clients live as long as the process, which Lambda kills in the end.";

    private const int DefaultExtensionPort = 2773;
    private const int DefaultSecretSeconds = 300;

    private readonly Settings settings;
    private readonly Func<string, string?> variable;
    private readonly RoutingConfig config;
    private readonly AmazonDynamoDBClient dynamoDb;

    public CompositionRoot(Settings settings, Func<string, string?> variable)
    {
        (this.settings, this.variable) = (settings, variable);
        Clock = new OffsetClock(settings.ClockOffset);
        // A start has two processors: the cryptographic library and the configuration are loaded while the clients are built.
        _ = Task.Run(() => SHA256.HashData([]));
        var reading = Task.Run(() => RoutingConfigJson.Read(File.ReadAllText(settings.Of(Setting.Routes))));
        dynamoDb = new AmazonDynamoDBClient(With(new AmazonDynamoDBConfig()));
        Queues = new SqsQueues(new AmazonSQSClient(With(new AmazonSQSConfig())));
        var compiled = reading.GetAwaiter().GetResult();
        settings.Require(compiled);
        config = compiled.WithTopic(settings.Function.Name is FunctionRow.NotifyName ? settings.Of(Setting.Topic) : SnsChannel.DeployedTopic);
        WakeUps = new WakeUps(Queues, config, (channel, urgent) => settings.Of(Setting.Queue(channel, urgent)));
        Incidents = new DynamoIncidentStore(dynamoDb, Table);
        Commit = new Commit(Incidents, config, Handover.Queued, BackOffAsync);
    }

    public TimeProvider Clock { get; }

    private SqsQueues Queues { get; }
    private WakeUps WakeUps { get; }
    private DynamoIncidentStore Incidents { get; }
    private DynamoDeliveryStore Deliveries => new(dynamoDb, Table);
    private string Table => settings.Of(Setting.Table);
    private Commit Commit { get; }

    public Ingestion Ingestion(Source source) => new(
        source, Commit, config, Queues, WakeUps, new DynamoAttemptStore(dynamoDb, Table), settings.Of(Setting.DeadLetterQueue), Clock);

    public Notifier Notifier() => new(
        Incidents, Deliveries, new DynamoPaceStore(dynamoDb, Table), Sender(), Queues, WakeUps, config,
        settings.Of(Setting.ChannelName), settings.Of(Setting.DeadLetterQueue), Clock, () => RandomNumberGenerator.GetInt32(1000) / 1000.0);

    public Sweeper Sweeper()
    {
        var s3 = new AmazonS3Client(With(new AmazonS3Config { ForcePathStyle = variable("AWS_ENDPOINT_URL") is not null }));
        return new(Incidents, Deliveries, Commit, WakeUps, new S3RecordStore(s3, settings.Of(Setting.RecordBucket)), Clock);
    }

    /// <summary>Builds the client of a channel when its first request is sent: a process sends for one channel.</summary>
    private ChannelSender Sender() => new(
        new(() => new SlackSender(Http(), new Uri(settings.Of(Setting.SlackApi)), Secrets(), settings.Of(Setting.SlackSecret))),
        new(() => new EmailSender(new AmazonSimpleEmailServiceV2Client(With(new AmazonSimpleEmailServiceV2Config())))),
        new(() => new SnsSender(new AmazonSimpleNotificationServiceClient(With(new AmazonSimpleNotificationServiceConfig())))));

    private SecretsExtension Secrets() => new(
        Http(),
        Integer("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", DefaultExtensionPort),
        variable("AWS_SESSION_TOKEN") ?? "",
        TimeSpan.FromSeconds(Integer("SECRETS_MANAGER_TTL", DefaultSecretSeconds)),
        Clock);

    private int Integer(string name, int otherwise) =>
        int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private HttpClient Http() =>
        new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = settings.HttpTimeout };

    private T With<T>(T config)
        where T : ClientConfig
    {
        config.Timeout = settings.HttpTimeout;
        config.MaxErrorRetry = 2;
        config.RetryMode = RequestRetryMode.Standard;
        return config;
    }

    private Task BackOffAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(20 << attempt)), Clock, cancellationToken);
}
