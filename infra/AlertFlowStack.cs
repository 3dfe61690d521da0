using AlertFlow.Deployment;
using AlertFlow.Infra.Accounts;
using AlertFlow.Infra.Delivery;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Incidents;
using AlertFlow.Infra.Ingest;
using AlertFlow.Infra.Monitoring;
using AlertFlow.Infra.Records;
using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using AlertFlow.Infra.Sweep;
using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace AlertFlow.Infra;

/// <summary>All of AlertFlow in one stack, in the order in which a finding passes through it.</summary>
public sealed class AlertFlowStack : Stack
{
    /// <param name="scope">The app.</param>
    /// <param name="settings">The settings, with the sources.</param>
    /// <param name="root">The folder of the repository, which has the functions and the routes.</param>
    /// <param name="choice">How the functions are compiled; null: as this machine can.</param>
    /// <exception cref="SettingsException">The routes are wrong, or this machine cannot compile what the settings ask for.</exception>
    public AlertFlowStack(Construct scope, DeploymentSettings settings, string root, CompilationChoice? choice = null)
        : base(scope, settings.StackName, PropsOf(settings))
    {
        if (settings.PermissionsBoundaryArn is { } boundary)
        {
            Amazon.CDK.AWS.IAM.PermissionsBoundary.Of(this).Apply(ManagedPolicy.FromManagedPolicyArn(this, "Boundary", boundary));
        }

        Settings = settings;
        Routes = CompiledRoutes.Of(settings, root);
        Encryption = new Encryption(this, "Encryption", settings);
        choice ??= Toolchain.Current.Choose(settings.Compilation, settings.Architecture);
        Code = new FunctionCode(this, "Code", root, choice, Routes.Config);
        Logs = new DeploymentLogs(this, "Logs", settings, Encryption);
        Store = new IncidentStore(this, "Incidents", settings, Encryption);
        Records = new IncidentRecords(this, "Records", settings, Encryption);
        Topics = new Topics(this, "Topics", settings, Routes.Config, Encryption);
        Members = settings.IsMultiAccount ? new CentralBus(this, "Members", settings) : null;

        ChannelQueues[] queues =
            [.. Routes.Channels.Select(channel => new ChannelQueues(this, $"{Watch.TitleOf(channel.Name)}Queues", channel, Encryption))];
        Dictionary<string, string> environment = new(queues.SelectMany(queue => queue.Environment))
        {
            [Setting.Table.Name] = Store.Table.TableName,
            [Setting.MetricsNamespace.Name] = settings.MetricsNamespace,
        };
        var bus = EventBus.FromEventBusName(this, "Bus", "default");
        Sources = [.. settings.Sources.Select(source => Ingest(source, environment, Members is null ? [bus] : [bus, Members.Bus]))];
        Channels = [.. queues.Select(queue => Deliver(queue, environment))];
        Sweep = new Sweeping(this, "Timers", Code, Logs.Decisions, new Dictionary<string, string>(environment)
        {
            [Setting.RecordBucket.Name] = Records.Bucket.BucketName,
        });
        StoreAccess.Grant(this, queues);

        WatchOver(bus);
        _ = new OperatorPolicy(this, "Operators", Store, Encryption);
        Outputs.Add(this);
        Annotate();
    }

    public DeploymentSettings Settings { get; }

    public CompiledRoutes Routes { get; }

    public Encryption Encryption { get; }

    public FunctionCode Code { get; }

    public DeploymentLogs Logs { get; }

    public IncidentStore Store { get; }

    public IncidentRecords Records { get; }

    public Topics Topics { get; }

    /// <summary>Null where findings come by this account's own bus only.</summary>
    public CentralBus? Members { get; }

    public IReadOnlyList<SourceIngest> Sources { get; }

    public IReadOnlyList<ChannelDelivery> Channels { get; }

    public Sweeping Sweep { get; }

    private static StackProps PropsOf(DeploymentSettings settings) => new()
    {
        Description = $"AlertFlow: {SourceTitles.Of(settings.Sources)} findings, one conversation per attacked ECS task",
        TerminationProtection = settings.IsProduction,
        Synthesizer = new DefaultStackSynthesizer(
            settings.BootstrapQualifier is { } qualifier ? new DefaultStackSynthesizerProps { Qualifier = qualifier } : null),
    };

    private SourceIngest Ingest(
        Sources.Source source, IReadOnlyDictionary<string, string> environment, IReadOnlyList<IEventBus> buses) =>
        new(this, source.Title, new SourceIngestProps
        {
            Source = source,
            Settings = Settings,
            Code = Code,
            Encryption = Encryption,
            LogGroup = Logs.Decisions,
            Environment = environment,
            Buses = buses,
        });

    private ChannelDelivery Deliver(ChannelQueues queues, IReadOnlyDictionary<string, string> environment) =>
        new(this, Watch.TitleOf(queues.Channel.Name), new ChannelDeliveryProps
        {
            Queues = queues,
            Code = Code,
            LogGroup = Logs.Deliveries,
            Environment = environment,
            Destinations = new Destinations(this, Routes.Config, Topics.Alerts, Settings.SlackSecret, Encryption),
            MaximumConcurrency = Settings.MaximumConcurrency,
        });

    private void WatchOver(IEventBus bus)
    {
        var watched = new Watched
        {
            Sources = Sources,
            Channels = Channels,
            Sweep = Sweep,
            AlarmTopic = Topics.Alarms,
            MetricsNamespace = Settings.MetricsNamespace,
            RunbookUrl = Settings.RunbookUrl,
            Logs = Logs,
        };
        _ = new Watch(this, "Watch", watched);
        _ = new Overview(this, "Overview", watched, Store.Table);
        _ = new SavedQueries(this, "Queries", Logs);
        _ = new Canaries(this, "Canaries", Sources, bus, Encryption);
    }

    private void Annotate()
    {
        var notes = Annotations.Of(this);
        notes.AddInfo(Code.Choice.ToString());
        foreach (var warning in Routes.Warnings)
        {
            notes.AddWarningV2($"alertflow:{Routes.File}", warning);
        }
    }
}
