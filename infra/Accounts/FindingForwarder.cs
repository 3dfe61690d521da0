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
/// Terraform can roll it out: the same template lies beside it as a file.
/// </summary>
public sealed class FindingForwarder : Stack
{
    public const string Name = "AlertFlowForwarder";

    public FindingForwarder(Construct scope)
        : base(scope, Name, new StackProps
        {
            Description = "Forwards GuardDuty findings to AlertFlow's bus",
            Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = false }),
        })
    {
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
                Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Aws.ACCOUNT_ID } },
            }),
        });
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["events:PutEvents"], Resources = [bus.ValueAsString] }));
        var deadLetters = new Queue(this, "DeadLetters", new QueueProps { Encryption = QueueEncryption.SQS_MANAGED, EnforceSSL = true, RetentionPeriod = Duration.Days(14) });
        deadLetters.Suppress(
            ("AwsSolutions-SQS3", "It is the dead-letter queue itself, of a rule"),
            ("Serverless-SQSRedrivePolicy", "It is the dead-letter queue itself, of a rule and not of a queue"));
        foreach (var trigger in Source.All.Select(source => source.Trigger).OfType<SourceTrigger.EventBridge>())
        {
            var rule = new CfnRule(this, "Findings", new Amazon.CDK.AWS.Events.CfnRuleProps
            {
                Description = "Forwards findings to AlertFlow's bus",
                EventPattern = JsonProperty.Of(EventPatterns.Of(trigger)),
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
                Conditions = new Dictionary<string, object> { ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = rule.AttrArn } },
            }));
        }
    }
}
