using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace AlertFlow.Infra.Monitoring;

/// <summary>Makes alarms about AlertFlow. They go to a topic of their own, which needs no part of AlertFlow that could be broken.</summary>
/// <param name="scope">The parent construct.</param>
/// <param name="topic">The alarms' own topic.</param>
/// <param name="runbookUrl">The page that has the chapters.</param>
internal sealed class Alarms(Construct scope, ITopic topic, string runbookUrl)
{
    /// <summary>Makes an alarm that is raised while the metric is above the threshold.</summary>
    /// <param name="id">The alarm's name.</param>
    /// <param name="runbook">Its chapter.</param>
    /// <param name="metric">The metric, with its period.</param>
    /// <param name="threshold">The highest value that raises nothing.</param>
    /// <param name="periods">The number of periods in a row that raise it.</param>
    public void Above(string id, Runbook runbook, IMetric metric, double threshold, int periods = 1) =>
        Raise(id, runbook, metric, ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, periods, TreatMissingData.NOT_BREACHING);

    /// <summary>Makes an alarm that is raised while the metric is missing or below the least value.</summary>
    public void Missing(string id, Runbook runbook, IMetric metric, double least, int periods) =>
        Raise(id, runbook, metric, ComparisonOperator.LESS_THAN_THRESHOLD, least, periods, TreatMissingData.BREACHING);

    private void Raise(
        string id, Runbook runbook, IMetric metric, ComparisonOperator comparison, double threshold, int periods, TreatMissingData missing)
    {
        var alarm = new Alarm(scope, id, new AlarmProps
        {
            AlarmDescription = $"{runbook.Meaning} {runbookUrl}#{runbook.Anchor}",
            Metric = metric,
            ComparisonOperator = comparison,
            Threshold = threshold,
            EvaluationPeriods = periods,
            TreatMissingData = missing,
        });
        alarm.AddAlarmAction(new SnsAction(topic));
        alarm.AddOkAction(new SnsAction(topic));
    }
}
