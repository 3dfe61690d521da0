using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Infra.Security;
using AlertFlow.Sources;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Ingest;

/// <summary>Rules that put a product's events on its queue.</summary>
internal static class EventBridgeTrigger
{
    /// <summary>Makes a rule for each bus.</summary>
    public static void Bind(
        Construct scope, SourceTrigger.EventBridge trigger, IQueue queue, IQueue deadLetters, IReadOnlyList<IEventBus> buses)
    {
        foreach (var (index, bus) in buses.Index())
        {
            var rule = new CfnRule(scope, index == 0 ? "Findings" : "FindingsOfMembers", new CfnRuleProps
            {
                Description = "Puts findings on AlertFlow's queue",
                EventBusName = bus.EventBusName,
                EventPattern = JsonProperty.Of(EventPatterns.WithCanary(trigger)),
                State = "ENABLED",
                Targets = new object[]
                {
                    new CfnRule.TargetProperty
                    {
                        Id = "Queue",
                        Arn = queue.QueueArn,
                        DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = deadLetters.QueueArn },
                    },
                },
            });
            Allow(rule, queue);
            Allow(rule, deadLetters);
        }
    }

    /// <summary>Lets this rule alone write to the queue: the CDK's own target lets every rule where the queue has a key.</summary>
    private static void Allow(CfnRule rule, IQueue queue) => queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Sid = rule.Node.Id,
        Principals = [new ServicePrincipal("events.amazonaws.com")],
        Actions = ["sqs:SendMessage"],
        Resources = [queue.QueueArn],
        Conditions = Condition.Of("ArnEquals", "aws:SourceArn", rule.AttrArn),
    }));
}
