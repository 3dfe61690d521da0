using AlertFlow.Infra.Delivery;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Ingest;
using AlertFlow.Infra.Sweep;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Metric = AlertFlow.Deployment.Metric;

namespace AlertFlow.Infra.Monitoring;

/// <summary>The parts of a deployment that alarms, dashboard and queries watch.</summary>
public sealed record Watched
{
    public required IReadOnlyList<SourceIngest> Sources { get; init; }

    public required IReadOnlyList<ChannelDelivery> Channels { get; init; }

    public required Sweeping Sweep { get; init; }

    /// <summary>The topic that alarms go to.</summary>
    public required ITopic AlarmTopic { get; init; }

    public required string MetricsNamespace { get; init; }

    public required string RunbookUrl { get; init; }

    public required DeploymentLogs Logs { get; init; }

    internal IEnumerable<AlertFlowFunction> Functions =>
        [.. Sources.Select(source => source.Function), .. Channels.Select(channel => channel.Function), Sweep.Function];
}

/// <summary>Alarms, each with a heading in the runbook.</summary>
public sealed class Watch : Construct
{
    public Watch(Construct scope, string id, Watched watched)
        : base(scope, id)
    {
        var alarms = new Alarms(this, watched.AlarmTopic, watched.RunbookUrl);
        var metrics = new Metrics(watched.MetricsNamespace);
        foreach (var source in watched.Sources)
        {
            AboutSource(source, watched.Channels.Count, alarms, metrics);
        }

        foreach (var channel in watched.Channels)
        {
            var name = TitleOf(channel.Queues.Channel.Name);
            alarms.Above($"{name}DeadLetters", Runbook.DeliveriesDeadLettered, Visible(channel.Queues.DeadLetters), 0);
            alarms.Above($"{name}UrgentWaits", Runbook.UrgentDeliveriesWait, Age(channel.Queues.Urgent), 120);
        }

        foreach (var function in watched.Functions)
        {
            var name = function.Node.Path.Split('/')[^2];
            var sum = new MetricOptions { Period = Duration.Minutes(5), Statistic = "Sum" };
            alarms.Above($"{name}Errors", Runbook.FunctionErrors, function.Function.MetricErrors(sum), 0, periods: 2);
            alarms.Above($"{name}Throttles", Runbook.FunctionThrottled, function.Function.MetricThrottles(sum), 0, periods: 3);
        }

        alarms.Missing("NoSweep", Runbook.NoSweep, metrics.Of(Metric.Sweeps, null, "Sum", 1), least: 1, periods: 3);
        alarms.Above("SweepFailures", Runbook.SweepFails, metrics.Of(Metric.SweepFailures, null, "Sum", 5), 0, periods: 3);
        var unsettled = metrics.Of(Metric.OldestUnsettled, null, "Maximum", 5);
        alarms.Above("OldestUnsettled", Runbook.DeliveryUnsettled, unsettled, TimeSpan.FromMinutes(15).TotalMilliseconds);
        alarms.Above("ItemsUnreadable", Runbook.ItemUnreadable, metrics.Of(Metric.ItemsUnreadable, null, "Sum", 5), 0);
    }

    private static void AboutSource(SourceIngest source, int channels, Alarms alarms, Metrics metrics)
    {
        var name = source.Source.Title;
        alarms.Above($"{name}DeadLetters", Runbook.FindingsDeadLettered, Visible(source.DeadLetters), 0);
        alarms.Above($"{name}Waits", Runbook.FindingsWait, Age(source.Queue), 300, periods: 3);
        alarms.Above(
            $"{name}WithoutTask",
            Runbook.FindingsWithoutTask,
            new MathExpression(new MathExpressionProps
            {
                // A few findings are no trend.
                Expression = "IF(received >= 20, 100 * FILL(without, 0) / received, 0)",
                UsingMetrics = new Dictionary<string, IMetric>
                {
                    ["received"] = metrics.Of(Metric.FindingsReceived, source.Source.Name, "Sum", 60),
                    ["without"] = metrics.Of(Metric.FindingsWithoutTask, source.Source.Name, "Sum", 60),
                },
                Period = Duration.Hours(1),
                Label = "% without a task",
            }),
            5);
        // A canary comes every 24 hours and counts once for every channel; it has two hours more.
        var arrived = metrics.Of(Metric.CanariesArrived, source.Source.Name, "Sum", 60);
        alarms.Missing($"{name}Canary", Runbook.CanaryMissing, arrived, least: channels, periods: 26);
    }

    internal static string TitleOf(string row) => char.ToUpperInvariant(row[0]) + row[1..];

    private static Amazon.CDK.AWS.CloudWatch.Metric Visible(Queue queue) =>
        queue.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Period = Duration.Minutes(1), Statistic = "Maximum" });

    private static Amazon.CDK.AWS.CloudWatch.Metric Age(IQueue queue) =>
        queue.MetricApproximateAgeOfOldestMessage(new MetricOptions { Period = Duration.Minutes(1), Statistic = "Maximum" });
}
