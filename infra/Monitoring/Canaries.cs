using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Infra.Ingest;
using AlertFlow.Infra.Security;
using AlertFlow.Sources;
using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Scheduler;
using Constructs;

namespace AlertFlow.Infra.Monitoring;

/// <summary>Schedules that send a harmless finding of each source the whole way once a day.</summary>
/// <seealso href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html"/>
public sealed class Canaries : Construct
{
    public Canaries(Construct scope, string id, IReadOnlyList<SourceIngest> sources, IEventBus bus, Encryption encryption)
        : base(scope, id)
    {
        var role = new Role(this, "Role", new RoleProps
        {
            Description = "Sends AlertFlow's canaries",
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = Condition.OfThisAccount,
            }),
        });
        foreach (var source in sources)
        {
            var trigger = source.Source.Trigger as SourceTrigger.EventBridge;
            var arn = trigger is null ? source.Queue.QueueArn : bus.EventBusArn;
            role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
            {
                Actions = [trigger is null ? "sqs:SendMessage" : "events:PutEvents"],
                Resources = [arn],
                Conditions = trigger is null ? null : Condition.Of("StringEquals", "events:source", Canary.EventSource),
            }));
            _ = new CfnSchedule(this, source.Source.Title, new CfnScheduleProps
            {
                Description = $"A harmless finding of {source.Source.Title}, the whole way",
                ScheduleExpression = "rate(1 day)",
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
                Target = new CfnSchedule.TargetProperty
                {
                    Arn = arn,
                    RoleArn = role.RoleArn,
                    Input = Canary.BodyOf(source.Source, Canary.Scheduled(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID)),
                    EventBridgeParameters = trigger is null ? null : new CfnSchedule.EventBridgeParametersProperty
                    {
                        Source = Canary.EventSource,
                        DetailType = trigger.DetailTypes[0],
                    },
                    RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumRetryAttempts = 3, MaximumEventAgeInSeconds = 3600 },
                },
            });
        }

        if (encryption.IsForAll)
        {
            role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
            {
                Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
                Resources = [encryption.Key.KeyArn],
            }));
        }
    }
}
