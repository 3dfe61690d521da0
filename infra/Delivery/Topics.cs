using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using AlertFlow.Routing;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace AlertFlow.Infra.Delivery;

/// <summary>The topic that receivers may ask for, and the one of the alarms about AlertFlow, which never pass through AlertFlow.</summary>
public sealed class Topics : Construct
{
    private readonly Encryption encryption;

    public Topics(Construct scope, string id, DeploymentSettings settings, RoutingConfig config, Encryption encryption)
        : base(scope, id)
    {
        this.encryption = encryption;
        Alerts = config.Receivers.Any(SnsChannel.IsDeployed)
            ? Existing("Alerts", settings.Existing.TopicArn) ?? Encrypted("Alerts", "What AlertFlow tells")
            : null;
        Alarms = Existing("Alarms", settings.Existing.AlarmTopicArn) ?? Encrypted("Alarms", "Alarms about AlertFlow");
        // The stack gives the topic a policy: it replaces the default one, which lets the account's alarms publish.
        Alarms.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Alarms",
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["sns:Publish"],
            Resources = [Alarms.TopicArn],
            Conditions = Condition.OfThisAccount,
        }));
        if (settings.AlarmEmail is { } address)
        {
            var subscription = new Subscription(this, "Email", new SubscriptionProps
            {
                Topic = Alarms,
                Protocol = SubscriptionProtocol.EMAIL,
                Endpoint = address,
            });
            subscription.Suppress((
                "Serverless-SNSRedrivePolicy", "Mail that bounces is not put aside: the alarm stays raised, and the dashboard shows it"));
        }
    }

    /// <summary>Null where no receiver asks for it.</summary>
    public ITopic? Alerts { get; }

    public ITopic Alarms { get; }

    private ITopic? Existing(string id, string? arn) => arn is null ? null : Topic.FromTopicArn(this, id, arn);

    private Topic Encrypted(string id, string name)
    {
        var topic = new Topic(this, id, new TopicProps { DisplayName = name, MasterKey = encryption.Key, EnforceSSL = true });
        ((CfnTopic)topic.Node.DefaultChild!).OverrideLogicalId($"{id}Topic"); // The topic's own resource.
        return topic;
    }
}
