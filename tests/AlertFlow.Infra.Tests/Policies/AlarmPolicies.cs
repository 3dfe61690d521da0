using System.Text.Json.Nodes;
using AlertFlow.Deployment;
using AlertFlow.Infra.Monitoring;
using Metric = AlertFlow.Deployment.Metric;

namespace AlertFlow.Infra.Tests.Policies;

internal static class AlarmPolicies
{
    private const string Alarm = "AWS::CloudWatch::Alarm";

    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.Each("Every dead-letter queue has an alarm", template => template.DeadLetterQueues, (template, queue) =>
            AlarmsOn(template, "ApproximateNumberOfMessagesVisible", queue.Id).Any(alarm => IsAbove(alarm, 0))),
        Policy.EachOf("AWS::Lambda::Function", "Every function's errors and throttles raise an alarm", (template, function) =>
            AlarmsOn(template, "Errors", function.Id).Any(alarm => IsAbove(alarm, 0))
            && AlarmsOn(template, "Throttles", function.Id).Any(alarm => IsAbove(alarm, 0))),
        Policy.Each(
            "An urgent message does not wait for two minutes unnoticed",
            template => template.WakeUpQueues(urgent: true),
            (template, queue) => AlarmsOn(template, "ApproximateAgeOfOldestMessage", queue.Id).Any(alarm => IsAbove(alarm, 120))),
        new("Findings do not wait for long unnoticed", template =>
            from ingest in template.Ingests
            where !template.OfType(Alarm).Any(alarm => alarm.Text("MetricName") == "ApproximateAgeOfOldestMessage" && IsAbove(alarm, 300)
                && Template.Many(alarm.At("Dimensions")) is [var dimension] && IsNameOf(template, dimension["Value"], ingest.Queue))
            select ingest.ToString()),
        new("Nobody waits to be told unnoticed", template => Has(template, Metric.OldestUnsettled, alarm => IsAbove(alarm, 15 * 60_000))),
        new("Three minutes without a sweep are noticed, and silence is a failure", template => Has(template, Metric.Sweeps, alarm =>
            IsMissing(alarm, 1) && Seconds(alarm) == 180)),
        new("A sweep that leaves something behind is noticed", template => Has(template, Metric.SweepFailures, alarm => IsAbove(alarm, 0))),
        new("A history that cannot be read is noticed", template => Has(template, Metric.ItemsUnreadable, alarm => IsAbove(alarm, 0))),
        new("A canary that does not come is noticed, and silence is a failure", template =>
            from ingest in template.Ingests
            let channels = template.Functions.Count(function => function.Row == FunctionRow.NotifyName)
            where !template.OfType(Alarm).Any(alarm => alarm.Text("MetricName") == Metric.CanariesArrived.Name && IsMissing(alarm, channels)
                && Template.Many(alarm.At("Dimensions")) is [var dimension] && dimension["Value"]!.GetValue<string>() == ingest.Source.Name
                && Seconds(alarm) is > 24 * 3600 and <= 7 * 24 * 3600)
            select ingest.ToString()),
        new("More than 5 % of findings without a task are noticed", template =>
            from ingest in template.Ingests
            where !template.OfType(Alarm).Any(alarm => IsAbove(alarm, 5)
                && Template.Many(alarm.At("Metrics")).Select(metric => metric["MetricStat"]?["Metric"]).Any(metric =>
                    metric?["MetricName"]?.GetValue<string>() == Metric.FindingsWithoutTask.Name
                    && metric["Dimensions"]![0]!["Value"]!.GetValue<string>() == ingest.Source.Name))
            select ingest.ToString()),
        Policy.EachOf(Alarm, "Every alarm goes to the alarms' own topic, when it begins and when it ends", (template, alarm) =>
            Template.Many(alarm.At("AlarmActions")) is [var action] && Template.Many(alarm.At("OKActions")).Count == 1
            && action.ToJsonString() == AlarmTopic(template)),
        Policy.EachOf(Alarm, "Every alarm says what it means and where to read on", (_, alarm) => Runbook.All.Any(runbook =>
            alarm.Text("AlarmDescription") is { } text && text.StartsWith(runbook.Meaning, StringComparison.Ordinal)
            && text.EndsWith($"#{runbook.Anchor}", StringComparison.Ordinal))),
        Policy.EachOf(Alarm, "Every alarm says what silence means, and how long it looks", (_, alarm) =>
            alarm.Text("TreatMissingData") is "breaching" or "notBreaching"
            && alarm.At("EvaluationPeriods") is not null && alarm.At("Threshold") is not null
            && (alarm.At("Metrics") ?? alarm.At("Namespace")) is not null
            && (alarm.At("Metrics") is not null || (alarm.At("Period") is not null && alarm.At("Statistic") is not null))),
        Policy.EachOf("AWS::SNS::Subscription", "Subscribers hear of alarms", (template, subscription) =>
            subscription.At("TopicArn")?.ToJsonString() == AlarmTopic(template) && subscription.Text("Protocol") == "email"
            && subscription.Text("Endpoint")?.Contains('@', StringComparison.Ordinal) is true),
        Policy.Each(
            "Alarms may publish to the alarms' topic, and those of no other account",
            template => template.OfType("AWS::SNS::Topic").Where(topic => topic.Id == "AlarmsTopic"),
            (template, topic) => template.Statements.Any(one => one.Owner.Type == "AWS::SNS::TopicPolicy"
                && Template.ServiceOf(one.Statement) == "cloudwatch.amazonaws.com"
                && Template.Texts(one.Statement["Action"]).SequenceEqual(["sns:Publish"])
                && Template.Reference(one.Statement["Resource"]) == topic.Id
                && one.Statement["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null)),
        new("Alarms never pass through AlertFlow", template =>
            from function in template.Functions
            let topic = AlarmTopic(template)
            where function.At("Environment.Variables")!.ToJsonString().Contains(topic, StringComparison.Ordinal)
                || template.StatementsOf(function).Any(statement =>
                    Template.Many(statement["Resource"]).Any(one => one.ToJsonString() == topic))
            select function.ToString()),
        Policy.EachOf(Alarm, "Alarms read the metrics that the functions write", (template, alarm) =>
            alarm.Text("Namespace") is not { } name || name.StartsWith("AWS/", StringComparison.Ordinal)
            || (Metric.All.Any(metric => metric.Name == alarm.Text("MetricName"))
                && template.Functions.All(function => function.Variable(Setting.MetricsNamespace.Name)?.GetValue<string>() == name))),
        new("There are a dashboard and saved queries", template =>
            template.OfType("AWS::CloudWatch::Dashboard") is [var board] && board.At("DashboardBody") is not null
            && template.OfType("AWS::Logs::QueryDefinition") is { Count: >= 6 } queries
            && queries.All(query => query.At("QueryString") is not null && query.At("Name") is not null
                && Template.Many(query.At("LogGroupNames")).Count == 1)
                ? [] : ["no dashboard or no queries"]),
    ];

    /// <summary>Returns whether a name and an ARN are of the same queue, the stack's own or an existing one.</summary>
    private static bool IsNameOf(Template template, JsonNode? name, JsonNode? arn) => template.Find(Template.Reference(arn)) is { } queue
        ? Template.Reference(name) == queue.Id
        : arn?.ToString().EndsWith($":{name}", StringComparison.Ordinal) is true;

    private static string AlarmTopic(Template template) => template.Json["Outputs"]!["AlarmTopic"]!["Value"]!.ToJsonString();

    private static IEnumerable<Resource> AlarmsOn(Template template, string metric, string resource) =>
        template.OfType(Alarm).Where(alarm => alarm.Text("MetricName") == metric
        && Template.Many(alarm.At("Dimensions")).Any(dimension => Template.Reference(dimension["Value"]) == resource));

    private static string[] Has(Template template, Metric metric, Func<Resource, bool> holds) =>
        template.OfType(Alarm).Any(alarm => alarm.Text("MetricName") == metric.Name && holds(alarm)) ? [] : [metric.Name];

    /// <summary>Returns whether an alarm is raised above a threshold, or already above a lower one.</summary>
    private static bool IsAbove(Resource alarm, double threshold) =>
        alarm.Text("ComparisonOperator") == "GreaterThanThreshold" && alarm.Number("Threshold") <= threshold;

    /// <summary>Returns whether an alarm is raised by a sum below a threshold, and by silence.</summary>
    private static bool IsMissing(Resource alarm, double threshold) =>
        alarm.Text("ComparisonOperator") == "LessThanThreshold" && alarm.Number("Threshold") == threshold
        && alarm.Text("TreatMissingData") == "breaching" && alarm.Text("Statistic") == "Sum";

    private static double? Seconds(Resource alarm) => alarm.Number("Period") * alarm.Number("EvaluationPeriods");
}
