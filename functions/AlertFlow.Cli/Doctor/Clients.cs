using Amazon;
using Amazon.CloudFormation;
using Amazon.DynamoDBv2;
using Amazon.EventBridge;
using Amazon.GuardDuty;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SQS;

namespace AlertFlow.Cli.Doctor;

/// <summary>The clients of AWS, with the same credentials and region as AWS's own tools.</summary>
internal sealed class Clients : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly string? region;

    /// <param name="region">Null takes that of the environment or the profile.</param>
    /// <param name="profile">Null takes that of the environment.</param>
    public Clients(string? region, string? profile)
    {
        this.region = region;
        if (profile is not null)
        {
            AWSConfigs.AWSProfileName = profile;
        }

        CloudFormation = new AmazonCloudFormationClient(With(new AmazonCloudFormationConfig()));
        GuardDuty = new AmazonGuardDutyClient(With(new AmazonGuardDutyConfig()));
        EventBridge = new AmazonEventBridgeClient(With(new AmazonEventBridgeConfig()));
        SecretsManager = new AmazonSecretsManagerClient(With(new AmazonSecretsManagerConfig()));
        DynamoDb = new AmazonDynamoDBClient(With(new AmazonDynamoDBConfig()));
        Sqs = new AmazonSQSClient(With(new AmazonSQSConfig()));
    }

    public AmazonCloudFormationClient CloudFormation { get; }
    public AmazonGuardDutyClient GuardDuty { get; }
    public AmazonEventBridgeClient EventBridge { get; }
    public AmazonSecretsManagerClient SecretsManager { get; }
    public AmazonDynamoDBClient DynamoDb { get; }
    public AmazonSQSClient Sqs { get; }

    public void Dispose()
    {
        CloudFormation.Dispose();
        GuardDuty.Dispose();
        EventBridge.Dispose();
        SecretsManager.Dispose();
        DynamoDb.Dispose();
        Sqs.Dispose();
    }

    private T With<T>(T config)
        where T : ClientConfig
    {
        config.Timeout = Timeout;
        if (region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }
}
