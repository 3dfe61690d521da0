using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace AlertFlow.Infra.Monitoring;

/// <summary>Alarms about AlertFlow. They go to a topic of their own, past everything that could be what is broken.</summary>
/// <param name="scope">Where they belong.</param>
/// <param name="topic">Where they go.</param>
/// <param name="runbookUrl">The page that has the headings.</param>
internal sealed class Alarms(Construct scope, ITopic topic, string runbookUrl)
{
    /// <summary>Raised while the metric is above the threshold.</summary>
    /// <param name="id">The alarm's name.</param>
    /// <param name="runbook">What it means.</param>
    /// <param name="metric">With its period.</param>
    /// <param name="threshold">What is still well.</param>
    /// <param name="periods">So many in a row.</param>
    public void Above(string id, Runbook runbook, IMetric metric, double threshold, int periods = 1) =>
        Raise(id, runbook, metric, ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, periods, TreatMissingData.NOT_BREACHING);

    /// <summary>Raised while the metric is not there, or below the threshold.</summary>
    public void Missing(string id, Runbook runbook, IMetric metric, double least, int periods) =>
        Raise(id, runbook, metric, ComparisonOperator.LESS_THAN_THRESHOLD, least, periods, TreatMissingData.BREACHING);

    private void Raise(string id, Runbook runbook, IMetric metric, ComparisonOperator comparison, double threshold, int periods, TreatMissingData missing)
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
