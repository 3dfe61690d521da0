using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Infra.Ingest;
using AlertFlow.Infra.Security;
using AlertFlow.Sources;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace AlertFlow.Infra.Accounts;

/// <summary>
/// Puts the findings of a member's region on the central bus. It has no assets and needs no bootstrap, so that StackSets and
/// Terraform can roll it out: <c>forwarder.template.json</c> is the same template as a file.
/// </summary>
public sealed class FindingForwarder : Stack
{
    public const string Name = "AlertFlowForwarder";

    /// <param name="scope">The app.</param>
    /// <param name="sources">The products whose findings are forwarded, where EventBridge delivers them; null: the catalogue's.</param>
    public FindingForwarder(Construct scope, IReadOnlyList<Source>? sources = null)
        : base(scope, Name, new StackProps
        {
            Description = $"Forwards {SourceTitles.OfEventBridge(sources ?? Source.All)} findings to AlertFlow's bus",
            Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = false }),
        })
    {
        var triggers = (sources ?? Source.All).Select(source => source.Trigger).OfType<SourceTrigger.EventBridge>();
        var bus = new CfnParameter(this, "CentralBusArn", new CfnParameterProps
        {
            Type = "String",
            Description = "The output CentralBus of AlertFlow's stack",
            AllowedPattern = "^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$",
        });
        var role = new Role(this, "Role", new RoleProps
        {
            Description = "Puts findings on AlertFlow's bus",
            AssumedBy = new ServicePrincipal("events.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = Condition.OfThisAccount,
            }),
        });
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["events:PutEvents"], Resources = [bus.ValueAsString] }));
        var deadLetters = new Queue(this, "DeadLetters", new QueueProps
        {
            Encryption = QueueEncryption.SQS_MANAGED,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
        });
        deadLetters.Suppress(
            ("AwsSolutions-SQS3", "It is the dead-letter queue itself, of a rule"),
            ("Serverless-SQSRedrivePolicy", "It is the dead-letter queue itself, of a rule and not of a queue"));
        var rule = new CfnRule(this, "Findings", new Amazon.CDK.AWS.Events.CfnRuleProps
        {
            Description = "Forwards findings to AlertFlow's bus",
            EventPattern = JsonProperty.Of(EventPatterns.Of(triggers)),
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "CentralBus",
                    Arn = bus.ValueAsString,
                    RoleArn = role.RoleArn,
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = deadLetters.QueueArn },
                },
            },
        });
        deadLetters.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Rule",
            Principals = [new ServicePrincipal("events.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [deadLetters.QueueArn],
            Conditions = Condition.Of("ArnEquals", "aws:SourceArn", rule.AttrArn),
        }));
    }
}
