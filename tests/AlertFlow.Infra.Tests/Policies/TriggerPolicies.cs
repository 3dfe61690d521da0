using System.Text.Json.Nodes;
using AlertFlow.Deployment;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Tests.Policies;

internal static class TriggerPolicies
{
    /// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"/>
    private const int LongestPattern = 2048;

    private static readonly string[] WriterActions = ["sqs:GetQueueUrl", "sqs:SendMessage"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every source that EventBridge delivers has a rule on every bus", template =>
            from ingest in By<SourceTrigger.EventBridge>(template)
            where Rules(template).Count(rule => IsRuleOf(rule, ingest)) != 1 + template.OfType("AWS::Events::EventBus").Count
            select ingest.ToString()),
        new("Every rule is of one source, and what EventBridge cannot deliver is kept", template =>
            from rule in Rules(template)
            let owner = By<SourceTrigger.EventBridge>(template).SingleOrDefault(ingest => IsRuleOf(rule, ingest))
            where owner is null || rule.Text("State") != "ENABLED" || rule.At("EventBusName") is null
                || Template.Many(rule.At("Targets")) is not [var target]
                || DeadLetters(template, owner) is not { } kept || Template.Reference(target["DeadLetterConfig"]?["Arn"]) != kept.Id
            select rule.ToString()),
        new("No pattern is longer than EventBridge takes", template =>
            from rule in Rules(template)
            where rule.At("EventPattern")?.ToJsonString().Length is null or > LongestPattern
            select rule.ToString()),
        new("EventBridge may write to a queue for the stack's own rules only", template =>
            from one in template.Statements
            where one.Owner.Type == "AWS::SQS::QueuePolicy" && Template.ServiceOf(one.Statement) == "events.amazonaws.com"
                && template.Find(RuleOf(one.Statement))?.Type != "AWS::Events::Rule"
            select one.Owner.ToString()),
        new("Every rule may write to its queue and to the queue of what it cannot deliver", template =>
            from rule in Rules(template)
            from target in Template.Many(rule.At("Targets"))
            from queue in new[] { Template.Reference(target["Arn"]), Template.Reference(target["DeadLetterConfig"]?["Arn"]) }
            where template.Find(queue)?.Type == "AWS::SQS::Queue"
                && !template.Statements.Any(one => one.Owner.Type == "AWS::SQS::QueuePolicy" && RuleOf(one.Statement) == rule.Id
                    && Template.Reference(one.Statement["Resource"]) == queue
                    && Template.Texts(one.Statement["Action"]).Contains("sqs:SendMessage"))
            select $"{rule}: {queue}"),
        new("A product that writes to a queue may look it up and write to it, and nothing else", template =>
            from one in Writers(template)
            let queues = By<SourceTrigger.Queue>(template).Select(ingest => Template.Reference(ingest.Queue))
            where !Template.Texts(one.Statement["Action"]).Order(StringComparer.Ordinal).SequenceEqual(WriterActions)
                || Template.Texts(one.Statement["Resource"]).Count != 1
                || Template.Reference(one.Statement["Resource"]) != Template.Reference(Template.Many(one.Owner.Properties["Queues"])[0])
                || !queues.Contains(Template.Reference(one.Statement["Resource"]))
            select one.Owner.ToString()),
        new("Where a product writes to a queue of the stack, somebody may write to it", template =>
            from ingest in By<SourceTrigger.Queue>(template)
            where template.Find(Template.Reference(ingest.Queue)) is { } queue
                && !Writers(template).Any(one => Template.Reference(one.Statement["Resource"]) == queue.Id)
            select ingest.ToString()),
        new("A bus takes findings of the organisation or of listed accounts only", template =>
            from policy in template.OfType("AWS::Events::EventBusPolicy")
            let statement = policy.Properties["Statement"]!
            where statement["Condition"]?["StringEquals"]?["aws:PrincipalOrgID"] is null
                && (statement["Principal"] is not JsonObject principal || Template.Texts(principal["AWS"]).Any(account => account == "*"))
                || !Template.Texts(statement["Action"]).SequenceEqual(["events:PutEvents"])
            select policy.ToString()),
        Policy.EachOf("AWS::Events::EventBusPolicy", "Every bus policy is of a bus of the stack", (template, policy) =>
            template.Find(Template.Reference(policy.Properties["EventBusName"]))?.Type == "AWS::Events::EventBus"
            && policy.Properties["StatementId"] is not null && policy.Properties["Statement"] is not null),
        new("A bus of other accounts has somebody who may write to it, and a rule that takes from it", template =>
            from bus in template.OfType("AWS::Events::EventBus")
            where bus.At("Name") is null
                || template.OfType("AWS::Events::EventBusPolicy").All(policy => Template.Reference(policy.At("EventBusName")) != bus.Id)
                || Rules(template).All(rule => Template.Reference(rule.At("EventBusName")) != bus.Id)
            select bus.ToString()),
        new("A canary of every source is sent every day", template =>
            from ingest in template.Ingests
            where !template.OfType("AWS::Scheduler::Schedule").Any(schedule => IsCanaryOf(template, schedule, ingest))
            select ingest.ToString()),
        Policy.EachOf("AWS::Scheduler::Schedule", "The canaries' role may send them", (template, schedule) =>
            template.StatementsOf(Template.Reference(schedule.At("Target.RoleArn"))).Any(statement =>
                Template.Many(statement["Resource"]).Any(resource => JsonNode.DeepEquals(resource, schedule.At("Target.Arn"))))),
        new("The canaries' role may send canaries and nothing else", template =>
            from one in template.Statements
            where one.Owner.Type == "AWS::IAM::Policy" && Template.Texts(one.Statement["Action"]).Contains("events:PutEvents")
                && one.Statement["Condition"]?["StringEquals"]?["events:source"]?.GetValue<string>() != Canary.EventSource
            select one.Owner.ToString()),
    ];

    /// <summary>The rules that put a source's events on its queue: one for each bus.</summary>
    public static IEnumerable<Resource> RulesOf(Template template, Ingest ingest) =>
        Rules(template).Where(rule => IsRuleOf(rule, ingest));

    private static IEnumerable<Ingest> By<TTrigger>(Template template)
        where TTrigger : SourceTrigger => template.Ingests.Where(ingest => ingest.Source.Trigger is TTrigger);

    private static IEnumerable<Resource> Rules(Template template) =>
        template.OfType("AWS::Events::Rule").Where(rule => rule.Properties["ScheduleExpression"] is null);

    private static bool IsRuleOf(Resource rule, Ingest ingest) =>
        Template.Many(rule.At("Targets")).Any(target => JsonNode.DeepEquals(target["Arn"], ingest.Queue));

    private static string? RuleOf(JsonObject statement) => Template.Reference(statement["Condition"]?["ArnEquals"]?["aws:SourceArn"]);

    /// <summary>The queue that a source's function writes to what it cannot read.</summary>
    private static Resource? DeadLetters(Template template, Ingest ingest) =>
        template.Find(Template.Reference(ingest.Function.Variable(Setting.DeadLetterQueue.Name)));

    private static IEnumerable<(Resource Owner, JsonObject Statement)> Writers(Template template) => template.Statements.Where(one =>
        one.Owner.Type == "AWS::SQS::QueuePolicy" && one.Statement["Effect"]!.GetValue<string>() == "Allow"
        && one.Statement["Principal"] is JsonObject principal && principal["AWS"] is not null);

    private static bool IsCanaryOf(Template template, Resource schedule, Ingest ingest)
    {
        var isDaily = schedule.Text("ScheduleExpression") == "rate(1 day)" && schedule.Text("FlexibleTimeWindow.Mode") == "OFF";
        var reaches = ingest.Source.Trigger is SourceTrigger.EventBridge trigger
            ? schedule.Text("Target.EventBridgeParameters.Source") == Canary.EventSource
                && schedule.Text("Target.EventBridgeParameters.DetailType") == trigger.DetailTypes[0]
            : JsonNode.DeepEquals(schedule.At("Target.Arn"), ingest.Queue);
        return isDaily && reaches && schedule.At("Target.Input") is not null && schedule.At("Target.RetryPolicy") is not null
            && template.Find(Template.Reference(schedule.At("Target.RoleArn"))) is not null;
    }
}
