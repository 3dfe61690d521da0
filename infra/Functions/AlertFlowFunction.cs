using AlertFlow.Deployment;
using AlertFlow.Infra.Security;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.EventSources;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Functions;

/// <summary>A function of the executable, with a role that allows its own calls and nothing else.</summary>
public sealed class AlertFlowFunction : Construct
{
    /// <summary>The visibility timeout of a queue, in timeouts of the function that takes from it.</summary>
    /// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"/>
    public const int VisibilityFactor = 6;

    private const int BatchSize = 10;

    private readonly Policy policy;

    public AlertFlowFunction(Construct scope, string id, AlertFlowFunctionProps props)
        : base(scope, id)
    {
        Row = props.Row;
        var role = new Role(this, "Role", new RoleProps
        {
            Description = $"What AlertFlow's {props.Description} may do",
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
        });
        policy = new Policy(this, "Policy", new PolicyProps { Roles = [role] });
        policy.Suppress((
            "AwsSolutions-IAM5",
            "X-Ray lets nobody be narrowed down to a resource, Lambda names the streams of the log, records are named by their day, "
            + "and KMS's * are families of one call"));
        Function = new Function(this, "Function", new FunctionProps
        {
            Description = $"AlertFlow: {props.Description}",
            Runtime = props.Code.Runtime,
            Architecture = props.Code.Architecture,
            Code = props.Code.Code,
            Handler = "bootstrap", // On the managed runtime, the name of the assembly.
            Layers = [props.Code.Routes],
            Role = role.WithoutPolicyUpdates(),
            Timeout = props.Timeout,
            MemorySize = props.MemorySize,
            Tracing = Tracing.ACTIVE,
            LogGroup = props.LogGroup,
            LoggingFormat = LoggingFormat.JSON,
            SystemLogLevelV2 = SystemLogLevel.WARN,
            ApplicationLogLevelV2 = ApplicationLogLevel.INFO,
            ParamsAndSecrets = props.ReadsSecrets
                ? ParamsAndSecretsLayerVersion.FromVersion(
                    ParamsAndSecretsVersions.V1_0_103, new ParamsAndSecretsOptions { LogLevel = ParamsAndSecretsLogLevel.WARN })
                : null,
            Environment = props.Environment
                .Append(new(Setting.FunctionName, props.Row))
                .Append(new(Setting.Routes.Name, FunctionCode.RoutesPath))
                .ToDictionary(),
        });
        Function.Suppress((
            "Serverless-LambdaDLQ",
            "SQS keeps what fails, and puts it aside; a beat of the sweeper that is lost is made up for by the next"));
        Allow(["logs:CreateLogStream", "logs:PutLogEvents"], $"{props.LogGroup.LogGroupArn}:*");
        Allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*");
        Function.Node.AddDependency(policy);
    }

    /// <summary>The name of its row of <see cref="FunctionRow.All"/>.</summary>
    public string Row { get; }

    public Function Function { get; }

    /// <summary>Lets the function do these actions to these resources.</summary>
    public void Allow(string[] actions, params string[] resources) =>
        policy.AddStatements(new PolicyStatement(new PolicyStatementProps { Actions = actions, Resources = resources }));

    /// <summary>Lets it publish to a topic that the key encrypts.</summary>
    /// <seealso href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html"/>
    public void MayPublishWith(IKey key) => Allow(["kms:Decrypt", "kms:GenerateDataKey*"], key.KeyArn);

    /// <summary>Lets it use data that the key encrypts: DynamoDB and SQS call KMS with its role.</summary>
    /// <seealso href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html"/>
    public void MayUse(IKey key) =>
        Allow(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"], key.KeyArn);

    /// <summary>
    /// Has Lambda hand over the queue's messages. The mapping limits the concurrency, never a reserve of the function: a reserve throttles,
    /// and throttled messages count as received.
    /// </summary>
    /// <param name="id">The mapping's id.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="maximumConcurrency">The limit of environments that take messages at once.</param>
    public void TakeFrom(string id, IQueue queue, int maximumConcurrency)
    {
        var mapping = new EventSourceMapping(this, id, new EventSourceMappingProps
        {
            Target = Function,
            EventSourceArn = queue.QueueArn,
            BatchSize = BatchSize,
            ReportBatchItemFailures = true,
            MaxConcurrency = maximumConcurrency,
        });
        mapping.Suppress((
            "Serverless-LambdaEventSourceMappingDestination", "A mapping of SQS has none: the queue's redrive policy puts aside"));
        // Lambda takes and deletes with the function's role; the function itself delays messages that have to wait.
        Allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"], queue.QueueArn);
    }
}

/// <summary>The parts of a function.</summary>
public sealed record AlertFlowFunctionProps
{
    public required FunctionCode Code { get; init; }

    /// <summary>The name of a row of <see cref="FunctionRow.All"/>.</summary>
    public required string Row { get; init; }

    /// <summary>The function's work in words, for the console.</summary>
    public required string Description { get; init; }

    public required Duration Timeout { get; init; }

    public required ILogGroup LogGroup { get; init; }

    /// <summary>Settings beside the function's name and the configuration's file.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>True where the extension that reads secrets runs beside it.</summary>
    public bool ReadsSecrets { get; init; }

    /// <summary>MB. Lambda gives processor time in proportion to it.</summary>
    public int MemorySize { get; init; } = 512;
}
