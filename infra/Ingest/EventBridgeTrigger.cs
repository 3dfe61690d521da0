using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Sources;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace AlertFlow.Infra.Ingest;

/// <summary>Rules that put an AWS service's events on a queue.</summary>
internal static class EventBridgeTrigger
{
    /// <summary>A rule for each bus.</summary>
    public static void Bind(Construct scope, SourceTrigger.EventBridge trigger, IQueue queue, IQueue deadLetters, IReadOnlyList<IEventBus> buses)
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
                    new CfnRule.TargetProperty { Id = "Queue", Arn = queue.QueueArn, DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = deadLetters.QueueArn } },
                },
            });
            Let(rule, queue);
            Let(rule, deadLetters);
        }
    }

    /// <summary>The rule may write to the queue, and no other of the service may: the CDK's own target lets all of them where the queue has a key.</summary>
    private static void Let(CfnRule rule, IQueue queue) => queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Sid = rule.Node.Id,
        Principals = [new ServicePrincipal("events.amazonaws.com")],
        Actions = ["sqs:SendMessage"],
        Resources = [queue.QueueArn],
        Conditions = new Dictionary<string, object> { ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = rule.AttrArn } },
    }));
}
