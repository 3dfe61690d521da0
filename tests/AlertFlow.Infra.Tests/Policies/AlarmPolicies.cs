using AlertFlow.Deployment;
using AlertFlow.Infra.Monitoring;
using Metric = AlertFlow.Deployment.Metric;

namespace AlertFlow.Infra.Tests.Policies;

internal static class AlarmPolicies
{
    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.Each("Every dead-letter queue has an alarm", template => template.DeadLetterQueues, (template, queue) =>
            AlarmsOn(template, "ApproximateNumberOfMessagesVisible", queue.Id).Any(alarm => Threshold(alarm) == 0 && IsAbove(alarm))),
        Policy.EachOf("AWS::Lambda::Function", "Every function's errors and throttles are heard of", (template, function) =>
            AlarmsOn(template, "Errors", function.Id).Any(alarm => Threshold(alarm) == 0 && IsAbove(alarm)) && AlarmsOn(template, "Throttles", function.Id).Any(alarm => Threshold(alarm) == 0 && IsAbove(alarm))),
        Policy.Each("What is urgent does not wait for two minutes unnoticed", template => template.Queues.Where(queue => queue.Id.Contains("QueuesUrgent", StringComparison.Ordinal)), (template, queue) =>
            AlarmsOn(template, "ApproximateAgeOfOldestMessage", queue.Id).Any(alarm => Threshold(alarm) <= 120 && IsAbove(alarm))),
        Policy.Each("Findings do not wait for long unnoticed", Ingests, (template, function) =>
            template.OfType("AWS::Lambda::EventSourceMapping").Where(mapping => Template.Reference(mapping.Properties["FunctionName"]) == function.Id).All(mapping =>
                template.OfType("AWS::CloudWatch::Alarm").Any(alarm => alarm.Properties["MetricName"]?.GetValue<string>() == "ApproximateAgeOfOldestMessage" && Threshold(alarm) <= 300 && IsAbove(alarm)
                    && Template.Many(alarm.Properties["Dimensions"]) is [var dimension] && IsNameOf(template, dimension["Value"], mapping.Properties["EventSourceArn"])))),
        new("Nobody waits to be told unnoticed", template => Has(template, Metric.OldestUnsettled, alarm => IsAbove(alarm) && Threshold(alarm) <= 15 * 60_000)),
        new("Three minutes without a sweep are noticed, and silence is a failure", template => Has(template, Metric.Sweeps, alarm =>
            Missing(alarm) == "breaching" && alarm.Properties["Period"]?.GetValue<int>() * alarm.Properties["EvaluationPeriods"]?.GetValue<int>() == 180
            && Threshold(alarm) == 1 && alarm.Properties["ComparisonOperator"]!.GetValue<string>() == "LessThanThreshold" && alarm.Properties["Statistic"]?.GetValue<string>() == "Sum")),
        new("A sweep that leaves something behind is noticed", template => Has(template, Metric.SweepFailures, alarm => IsAbove(alarm) && Threshold(alarm) == 0)),
        new("A history that cannot be read is noticed", template => Has(template, Metric.ItemsUnreadable, alarm => IsAbove(alarm) && Threshold(alarm) == 0)),
        Policy.Each("A canary that does not come is noticed, and silence is a failure", Ingests, (template, function) =>
            template.OfType("AWS::CloudWatch::Alarm").Any(alarm => alarm.Properties["MetricName"]?.GetValue<string>() == Metric.CanariesArrived.Name && Dimension(alarm) == FunctionPolicies.Row(function) && Missing(alarm) == "breaching"
                && alarm.Properties["Period"]?.GetValue<int>() * alarm.Properties["EvaluationPeriods"]?.GetValue<int>() is > 24 * 3600 and <= 7 * 24 * 3600
                && Threshold(alarm) == template.Functions.Count(channel => FunctionPolicies.Row(channel) == FunctionRow.NotifyName)
                && alarm.Properties["ComparisonOperator"]!.GetValue<string>() == "LessThanThreshold" && alarm.Properties["Statistic"]?.GetValue<string>() == "Sum")),
        Policy.Each("More than 5 % of findings without a task are noticed", Ingests, (template, function) =>
            template.OfType("AWS::CloudWatch::Alarm").Any(alarm => Threshold(alarm) == 5 && IsAbove(alarm)
                && Template.Many(alarm.Properties["Metrics"]).Select(metric => metric["MetricStat"]?["Metric"]).Any(metric =>
                    metric?["MetricName"]?.GetValue<string>() == Metric.FindingsWithoutTask.Name && metric["Dimensions"]![0]!["Value"]!.GetValue<string>() == FunctionPolicies.Row(function)))),
        Policy.EachOf("AWS::CloudWatch::Alarm", "Every alarm goes to the alarms' own topic, when it begins and when it ends", (template, alarm) =>
            Template.Many(alarm.Properties["AlarmActions"]) is [var action] && Template.Many(alarm.Properties["OKActions"]).Count == 1 && action.ToJsonString() == AlarmTopic(template)),
        Policy.EachOf("AWS::CloudWatch::Alarm", "Every alarm says what it means and where to read on", (_, alarm) =>
            Runbook.All.Any(runbook => alarm.Properties["AlarmDescription"]?.GetValue<string>() is { } text && text.StartsWith(runbook.Meaning, StringComparison.Ordinal) && text.EndsWith($"#{runbook.Anchor}", StringComparison.Ordinal))),
        Policy.EachOf("AWS::CloudWatch::Alarm", "Every alarm says what silence means, and how long it looks", (_, alarm) =>
            Missing(alarm) is "breaching" or "notBreaching" && alarm.Properties["EvaluationPeriods"] is not null && alarm.Properties["Threshold"] is not null
            && (alarm.Properties["Metrics"] is not null || (alarm.Properties["Namespace"] is not null && alarm.Properties["Period"] is not null && alarm.Properties["Statistic"] is not null))),
        Policy.EachOf("AWS::SNS::Subscription", "Whoever is subscribed hears of alarms", (template, subscription) =>
            subscription.Properties["TopicArn"]?.ToJsonString() == AlarmTopic(template) && subscription.Properties["Protocol"]?.GetValue<string>() == "email" && subscription.Properties["Endpoint"]?.GetValue<string>().Contains('@', StringComparison.Ordinal) is true),
        Policy.Each("Alarms may publish to the alarms' topic, and those of no other account", template => template.OfType("AWS::SNS::Topic").Where(topic => topic.Id == "AlarmsTopic"), (template, topic) =>
            template.Statements.Any(one => one.Owner.Type == "AWS::SNS::TopicPolicy" && Template.ServiceOf(one.Statement) == "cloudwatch.amazonaws.com"
                && Template.Texts(one.Statement["Action"]).SequenceEqual(["sns:Publish"]) && Template.Reference(one.Statement["Resource"]) == topic.Id
                && one.Statement["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null)),
        new("Alarms never pass through AlertFlow", template => template.Functions
            .Where(function => function.At("Environment.Variables")!.ToJsonString().Contains(AlarmTopic(template), StringComparison.Ordinal) || template.StatementsOf(function).Any(statement => Template.Many(statement["Resource"]).Any(one => one.ToJsonString() == AlarmTopic(template))))
            .Select(function => function.ToString())),
        Policy.EachOf("AWS::CloudWatch::Alarm", "Alarms read the metrics that the functions write", (template, alarm) =>
            alarm.Properties["Namespace"]?.GetValue<string>() is not { } name || name.StartsWith("AWS/", StringComparison.Ordinal)
            || (Metric.All.Any(metric => metric.Name == alarm.Properties["MetricName"]!.GetValue<string>()) && template.Functions.All(function => function.Variable(Setting.MetricsNamespace.Name)?.GetValue<string>() == name))),
        new("There are a dashboard and saved queries", template =>
            template.OfType("AWS::CloudWatch::Dashboard") is [{ Properties: var board }] && board["DashboardBody"] is not null
            && template.OfType("AWS::Logs::QueryDefinition") is { Count: >= 6 } queries && queries.All(query => query.Properties["QueryString"] is not null && query.Properties["Name"] is not null && Template.Many(query.Properties["LogGroupNames"]).Count == 1)
                ? [] : ["no dashboard or no queries"]),
    ];

    private static IEnumerable<Resource> Ingests(Template template) => template.Functions.Where(function => FunctionPolicies.Row(function) is not (FunctionRow.NotifyName or FunctionRow.SweepName));

    /// <summary>Whether a queue's name and ARN are of the same queue, the stack's own or another.</summary>
    private static bool IsNameOf(Template template, System.Text.Json.Nodes.JsonNode? name, System.Text.Json.Nodes.JsonNode? arn) =>
        template.Find(Template.Reference(arn)) is { } queue ? Template.Reference(name) == queue.Id : arn!.ToString().EndsWith($":{name}", StringComparison.Ordinal);

    private static string AlarmTopic(Template template) => template.Json["Outputs"]!["AlarmTopic"]!["Value"]!.ToJsonString();

    private static IEnumerable<Resource> AlarmsOn(Template template, string metric, string resource) => template.OfType("AWS::CloudWatch::Alarm").Where(alarm =>
        alarm.Properties["MetricName"]?.GetValue<string>() == metric && Template.Many(alarm.Properties["Dimensions"]).Any(dimension => Template.Reference(dimension["Value"]) == resource));

    private static string[] Has(Template template, Metric metric, Func<Resource, bool> holds) =>
        template.OfType("AWS::CloudWatch::Alarm").Any(alarm => alarm.Properties["MetricName"]?.GetValue<string>() == metric.Name && holds(alarm)) ? [] : [metric.Name];

    private static bool IsAbove(Resource alarm) => alarm.Properties["ComparisonOperator"]?.GetValue<string>() == "GreaterThanThreshold";

    private static double? Threshold(Resource alarm) => alarm.Properties["Threshold"]?.GetValue<double>();

    private static string? Missing(Resource alarm) => alarm.Properties["TreatMissingData"]?.GetValue<string>();

    private static string? Dimension(Resource alarm) => Template.Many(alarm.Properties["Dimensions"]) is [var dimension] ? dimension["Value"]!.GetValue<string>() : null;
}
