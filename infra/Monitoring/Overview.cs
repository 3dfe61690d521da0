using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using Metric = AlertFlow.Deployment.Metric;

namespace AlertFlow.Infra.Monitoring;

/// <summary>One dashboard, read from left to right as a finding goes: in, decided, told; below it what is wrong and what it costs.</summary>
public sealed class Overview : Construct
{
    public Overview(Construct scope, string id, Watched watched, ITable table)
        : base(scope, id)
    {
        var metrics = new Metrics(watched.MetricsNamespace);
        string[] sources = [.. watched.Sources.Select(source => source.Source.Name)];
        string[] channels = [.. watched.Channels.Select(channel => channel.Queues.Channel.Name)];
        _ = new Dashboard(this, "Dashboard", new DashboardProps
        {
            DefaultInterval = Duration.Hours(12),
            Widgets =
            [
                [
                    Graph("Findings in, by source", [.. sources.Select(source => Shown(metrics.Of(Metric.FindingsReceived, source, "Sum", 5), source))]),
                    Graph("Decided, by reason", [.. Enum.GetNames<DecisionReason>().Where(name => name is not nameof(DecisionReason.NothingDue)).Select(reason => Shown(metrics.Of(Metric.Decisions, reason, "Sum", 5), reason))]),
                    Graph("Told, by channel", [.. channels.Select(channel => Shown(metrics.Of(Metric.Delivered, channel, "Sum", 5), channel))]),
                ],
                [
                    Graph("Incidents open, more or less than at the left edge", [Opened(metrics)]),
                    Graph(
                        "From decided to told, ms",
                        [.. channels.SelectMany(channel => (string[])["p50", "p99"], (channel, statistic) => Shown(metrics.Of(Metric.DeliveryLatency, channel, statistic, 5), $"{channel} {statistic}"))]),
                    Graph("Told by the fallback, or given up", [.. channels.SelectMany(channel => (Metric[])[Metric.FellBack, Metric.DeadLettered], (channel, metric) => Shown(metrics.Of(metric, channel, "Sum", 5), $"{channel} {metric.Name}"))]),
                ],
                [
                    Graph("Dead letters", [.. watched.Sources.Select(source => source.DeadLetters.MetricApproximateNumberOfMessagesVisible()), .. watched.Channels.Select(channel => channel.Queues.DeadLetters.MetricApproximateNumberOfMessagesVisible())]),
                    Graph("Oldest message, s", [.. watched.Sources.Select(source => source.Queue.MetricApproximateAgeOfOldestMessage()), .. watched.Channels.Select(channel => channel.Queues.Urgent.MetricApproximateAgeOfOldestMessage())]),
                    Graph("Errors and throttles", [.. watched.Functions.SelectMany(function => (IMetric[])[function.Function.MetricErrors(), function.Function.MetricThrottles()])]),
                ],
                [
                    Graph("Cost: invocations", [.. watched.Functions.Select(function => function.Function.MetricInvocations())]),
                    Graph("Cost: time, ms", [.. watched.Functions.Select(function => function.Function.MetricDuration(new MetricOptions { Statistic = "Sum" }))]),
                    Graph("Cost: capacity of the table", [table.MetricConsumedReadCapacityUnits(), table.MetricConsumedWriteCapacityUnits()]),
                ],
            ],
        });
    }

    /// <summary>Nobody counts what is open: the sum of what came and went shows how it moves.</summary>
    private static MathExpression Opened(Metrics metrics) => new(new MathExpressionProps
    {
        Expression = "RUNNING_SUM(FILL(opened, 0) + FILL(reopened, 0) - FILL(quiet, 0) - FILL(archived, 0))",
        UsingMetrics = new Dictionary<string, IMetric>
        {
            ["opened"] = metrics.Of(Metric.Decisions, nameof(DecisionReason.Opened), "Sum", 5),
            ["reopened"] = metrics.Of(Metric.Decisions, nameof(DecisionReason.Reopened), "Sum", 5),
            ["quiet"] = metrics.Of(Metric.Decisions, nameof(DecisionReason.Quiet), "Sum", 5),
            ["archived"] = metrics.Of(Metric.Decisions, nameof(DecisionReason.ClosedArchived), "Sum", 5),
        },
        Label = "open",
    });

    private static Amazon.CDK.AWS.CloudWatch.Metric Shown(Amazon.CDK.AWS.CloudWatch.Metric metric, string label) => metric.With(new MetricOptions { Label = label });

    private static GraphWidget Graph(string title, IMetric[] metrics) => new(new GraphWidgetProps { Title = title, Width = 8, Height = 6, Left = metrics, LeftYAxis = new YAxisProps { Min = 0 } });
}
