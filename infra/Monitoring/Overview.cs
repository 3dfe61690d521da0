using AlertFlow.Deliveries;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using Metric = AlertFlow.Deployment.Metric;

namespace AlertFlow.Infra.Monitoring;

/// <summary>
/// The dashboard. Its first row follows a finding from left to right: received, decided, delivered; the rows below show incidents and
/// deliveries, troubles, and costs.
/// </summary>
public sealed class Overview : Construct
{
    private static readonly string[] Percentiles = ["p50", "p99"];

    private static readonly string[] Reasons =
        [.. Enum.GetNames<DecisionReason>().Where(name => name is not nameof(DecisionReason.NothingDue))];

    public Overview(Construct scope, string id, Watched watched, ITable table)
        : base(scope, id)
    {
        _ = new Dashboard(this, "Dashboard", new DashboardProps
        {
            DefaultInterval = Duration.Hours(12),
            Widgets = [Flow(watched), Deliveries(watched), Troubles(watched), Costs(watched, table)],
        });
    }

    private static IWidget[] Flow(Watched watched) =>
    [
        Graph("Findings in, by source", SourcesOf(watched).Select(source => Sum(watched, Metric.FindingsReceived, source, source))),
        Graph("Decided, by reason", Reasons.Select(reason => Sum(watched, Metric.Decisions, reason, reason))),
        Graph("Told, by channel", ChannelsOf(watched).Select(channel => Sum(watched, Metric.Delivered, channel, channel))),
    ];

    private static IWidget[] Deliveries(Watched watched) =>
    [
        Graph("Incidents open, more or less than at the left edge", [Opened(watched)]),
        Graph("From decided to told, ms",
            from channel in ChannelsOf(watched)
            from statistic in Percentiles
            select Shown(watched, Metric.DeliveryLatency, channel, statistic, $"{channel} {statistic}")),
        Graph("Told by the fallback, or given up",
            from channel in ChannelsOf(watched)
            from metric in (Metric[])[Metric.FellBack, Metric.DeadLettered]
            select Sum(watched, metric, channel, $"{channel} {metric.Name}")),
    ];

    private static IWidget[] Troubles(Watched watched) =>
    [
        Graph("Dead letters", watched.Sources.Select(source => source.DeadLetters)
            .Concat(watched.Channels.Select(channel => channel.Queues.DeadLetters))
            .Select(queue => queue.MetricApproximateNumberOfMessagesVisible())),
        Graph("Oldest message, s", watched.Sources.Select(source => source.Queue)
            .Concat(watched.Channels.Select(channel => channel.Queues.Urgent))
            .Select(queue => queue.MetricApproximateAgeOfOldestMessage())),
        Graph("Errors and throttles", watched.Functions.SelectMany(function =>
            (IMetric[])[function.Function.MetricErrors(), function.Function.MetricThrottles()])),
    ];

    private static IWidget[] Costs(Watched watched, ITable table) =>
    [
        Graph("Cost: invocations", watched.Functions.Select(function => function.Function.MetricInvocations())),
        Graph("Cost: time, ms", watched.Functions.Select(function =>
            function.Function.MetricDuration(new MetricOptions { Statistic = "Sum" }))),
        Graph("Cost: capacity of the table", [table.MetricConsumedReadCapacityUnits(), table.MetricConsumedWriteCapacityUnits()]),
    ];

    private static IEnumerable<string> SourcesOf(Watched watched) => watched.Sources.Select(source => source.Source.Name);

    private static IEnumerable<string> ChannelsOf(Watched watched) => watched.Channels.Select(channel => channel.Queues.Channel.Name);

    /// <summary>The open incidents are not counted: the sum of those that came and went shows how their number moves.</summary>
    private static MathExpression Opened(Watched watched) => new(new MathExpressionProps
    {
        Expression = "RUNNING_SUM(FILL(opened, 0) + FILL(reopened, 0) - FILL(quiet, 0) - FILL(archived, 0))",
        UsingMetrics = new Dictionary<string, IMetric>
        {
            ["opened"] = Decided(watched, DecisionReason.Opened),
            ["reopened"] = Decided(watched, DecisionReason.Reopened),
            ["quiet"] = Decided(watched, DecisionReason.Quiet),
            ["archived"] = Decided(watched, DecisionReason.ClosedArchived),
        },
        Label = "open",
    });

    private static Amazon.CDK.AWS.CloudWatch.Metric Decided(Watched watched, DecisionReason reason) =>
        new Metrics(watched.MetricsNamespace).Of(Metric.Decisions, reason.ToString(), "Sum", 5);

    private static Amazon.CDK.AWS.CloudWatch.Metric Sum(Watched watched, Metric metric, string dimension, string label) =>
        Shown(watched, metric, dimension, "Sum", label);

    private static Amazon.CDK.AWS.CloudWatch.Metric Shown(
        Watched watched, Metric metric, string dimension, string statistic, string label) =>
        new Metrics(watched.MetricsNamespace).Of(metric, dimension, statistic, 5).With(new MetricOptions { Label = label });

    private static GraphWidget Graph(string title, IEnumerable<IMetric> metrics) => new(new GraphWidgetProps
    {
        Title = title,
        Width = 8,
        Height = 6,
        Left = [.. metrics],
        LeftYAxis = new YAxisProps { Min = 0 },
    });
}
