using System.Text.Json.Nodes;
using AlertFlow.Deployment;

namespace AlertFlow.Infra.Tests.Policies;

internal static class TriggerPolicies
{
    private static readonly string[] WriterActions = ["sqs:GetQueueUrl", "sqs:SendMessage"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("GuardDuty's findings reach their queue, and what EventBridge cannot deliver is kept", template => Rules(template).ToArray() is { Length: > 0 } rules
            ? rules.Where(rule => rule.Properties["State"]?.GetValue<string>() != "ENABLED" || rule.Properties["EventPattern"] is null || rule.Properties["EventBusName"] is null
                || Template.Many(rule.Properties["Targets"]) is not [var target]
                || template.Find(Template.Reference(target["Arn"]))?.Type != "AWS::SQS::Queue"
                || template.DeadLetterQueues.All(queue => queue.Id != Template.Reference(target["DeadLetterConfig"]?["Arn"]))).Select(rule => rule.ToString())
            : ["no rule"]),
        new("EventBridge may write to a queue for the stack's own rules only", template =>
            from one in template.Statements
            where Template.ServiceOf(one.Statement) == "events.amazonaws.com" && one.Owner.Type == "AWS::SQS::QueuePolicy"
                && template.Find(Template.Reference(one.Statement["Condition"]?["ArnEquals"]?["aws:SourceArn"]))?.Type != "AWS::Events::Rule"
            select one.Owner.ToString()),
        new("Every rule may write to its queue and to what it puts aside", template =>
            from rule in Rules(template)
            from target in Template.Many(rule.Properties["Targets"])
            from queue in new[] { Template.Reference(target["Arn"]), Template.Reference(target["DeadLetterConfig"]?["Arn"]) }
            where !template.Statements.Any(one => one.Owner.Type == "AWS::SQS::QueuePolicy" && Template.Reference(one.Statement["Resource"]) == queue
                && Template.Texts(one.Statement["Action"]).Contains("sqs:SendMessage") && Template.Reference(one.Statement["Condition"]?["ArnEquals"]?["aws:SourceArn"]) == rule.Id)
            select $"{rule}: {queue}"),
        new("Sysdig may look its queue up and write to it, and nothing else", template =>
            from one in Writers(template)
            where !Template.Texts(one.Statement["Action"]).Order(StringComparer.Ordinal).SequenceEqual(WriterActions) || Template.Texts(one.Statement["Resource"]).Count != 1
                || Template.Reference(one.Statement["Resource"]) != Template.Reference(Template.Many(one.Owner.Properties["Queues"])[0])
            select one.Owner.ToString()),
        new("Where the stack has Sysdig's queue, somebody may write to it", template =>
            template.Functions.Any(function => FunctionPolicies.Row(function) == "sysdig") && template.Queues.Any(queue => queue.Id.StartsWith("SysdigQueue", StringComparison.Ordinal)) && !Writers(template).Any() ? ["nobody"] : []),
        new("A bus takes findings of the organisation or of listed accounts only", template =>
            from policy in template.OfType("AWS::Events::EventBusPolicy")
            let statement = policy.Properties["Statement"]!
            where statement["Condition"]?["StringEquals"]?["aws:PrincipalOrgID"] is null
                && (statement["Principal"] is not JsonObject principal || Template.Texts(principal["AWS"]).Any(account => account == "*"))
                || !Template.Texts(statement["Action"]).SequenceEqual(["events:PutEvents"])
            select policy.ToString()),
        Policy.EachOf("AWS::Events::EventBusPolicy", "Every bus policy is of a bus of the stack", (template, policy) =>
            template.Find(Template.Reference(policy.Properties["EventBusName"]))?.Type == "AWS::Events::EventBus" && policy.Properties["StatementId"] is not null && policy.Properties["Statement"] is not null),
        new("A bus of other accounts has somebody who may write to it, and a rule that takes from it", template =>
            from bus in template.OfType("AWS::Events::EventBus")
            where bus.Properties["Name"] is null || template.OfType("AWS::Events::EventBusPolicy").All(policy => Template.Reference(policy.Properties["EventBusName"]) != bus.Id)
                || Rules(template).All(rule => Template.Reference(rule.Properties["EventBusName"]) != bus.Id)
            select bus.ToString()),
        new("A canary of every source is sent every day", template =>
            from function in template.Functions
            let row = FunctionPolicies.Row(function)
            where row is not (FunctionRow.NotifyName or FunctionRow.SweepName) && !template.OfType("AWS::Scheduler::Schedule").Any(schedule => IsCanaryOf(template, schedule, function))
            select function.ToString()),
        Policy.EachOf("AWS::Scheduler::Schedule", "The canaries' role may send them", (template, schedule) => template.Statements.Any(one =>
            one.Owner.Type == "AWS::IAM::Policy" && Template.Many(one.Owner.Properties["Roles"]).Any(role => Template.Reference(role) == Template.Reference(schedule.At("Target.RoleArn")))
            && Template.Many(one.Statement["Resource"]).Any(resource => resource.ToJsonString() == schedule.At("Target.Arn")!.ToJsonString()))),
        new("The canaries' role may send canaries and nothing else", template =>
            from one in template.Statements
            where one.Owner.Type == "AWS::IAM::Policy" && Template.Texts(one.Statement["Action"]).Contains("events:PutEvents")
                && one.Statement["Condition"]?["StringEquals"]?["events:source"]?.GetValue<string>() != Canary.EventSource
            select one.Owner.ToString()),
    ];

    private static IEnumerable<Resource> Rules(Template template) => template.OfType("AWS::Events::Rule").Where(rule => rule.Properties["ScheduleExpression"] is null);

    private static IEnumerable<(Resource Owner, JsonObject Statement)> Writers(Template template) =>
        template.Statements.Where(one => one.Owner.Type == "AWS::SQS::QueuePolicy" && one.Statement["Effect"]!.GetValue<string>() == "Allow" && one.Statement["Principal"] is JsonObject principal && principal["AWS"] is not null);

    private static bool IsCanaryOf(Template template, Resource schedule, Resource function)
    {
        var target = schedule.Properties["Target"];
        var isDaily = schedule.Properties["ScheduleExpression"]?.GetValue<string>() == "rate(1 day)" && schedule.At("FlexibleTimeWindow.Mode")?.GetValue<string>() == "OFF";
        var queue = template.OfType("AWS::Lambda::EventSourceMapping").First(mapping => Template.Reference(mapping.Properties["FunctionName"]) == function.Id).Properties["EventSourceArn"];
        var reaches = FunctionPolicies.Row(function) == "guardduty"
            ? target?["EventBridgeParameters"]?["Source"]?.GetValue<string>() == Canary.EventSource
            : target?["Arn"]?.ToJsonString() == queue!.ToJsonString();
        return isDaily && reaches && target!["Input"] is not null && template.Find(Template.Reference(target["RoleArn"])) is not null && target["RetryPolicy"] is not null;
    }
}
