using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace AlertFlow.Infra.Monitoring;

/// <summary>The logs of all functions: decisions are evidence and are kept for long, deliveries are not.</summary>
public sealed class DeploymentLogs : Construct
{
    private readonly DeploymentSettings settings;
    private readonly Encryption encryption;

    public DeploymentLogs(Construct scope, string id, DeploymentSettings settings, Encryption encryption)
        : base(scope, id)
    {
        (this.settings, this.encryption) = (settings, encryption);
        Decisions = Log("Decisions", settings.DecisionRetention);
        Deliveries = Log("Deliveries", settings.LogRetention);
    }

    /// <summary>The log of the functions that take findings, and of the sweeper.</summary>
    public ILogGroup Decisions { get; }

    public ILogGroup Deliveries { get; }

    private LogGroup Log(string id, int days)
    {
        var log = new LogGroup(this, id, new LogGroupProps
        {
            Retention = (RetentionDays)days,
            EncryptionKey = encryption.KeyForAll,
            RemovalPolicy = settings.IsProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
        ((CfnLogGroup)log.Node.DefaultChild!).OverrideLogicalId($"{id}Log"); // The group's own resource.
        ((CfnLogGroup)log.Node.DefaultChild!).RetentionInDays = days; // The enumeration's numbers are not the days.
        return log;
    }
}
