using AlertFlow.Deployment;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Metric = AlertFlow.Deployment.Metric;

namespace AlertFlow.Infra.Monitoring;

/// <summary>The functions' metrics as CloudWatch has them.</summary>
/// <param name="metricsNamespace">The deployment's.</param>
internal sealed class Metrics(string metricsNamespace)
{
    /// <param name="metric">The row of the catalogue.</param>
    /// <param name="dimension">The value of its dimension; null where it has none.</param>
    /// <param name="statistic">The statistic, such as <c>Sum</c> or <c>p99</c>.</param>
    /// <param name="minutes">The period.</param>
    /// <remarks>The metric has no label: with one, an alarm on it would be an alarm on an expression.</remarks>
    public Amazon.CDK.AWS.CloudWatch.Metric Of(Metric metric, string? dimension, string statistic, int minutes) => new(new MetricProps
    {
        Namespace = metricsNamespace,
        MetricName = metric.Name,
        DimensionsMap = metric.Dimension is { } name && dimension is not null
            ? new Dictionary<string, string> { [name] = dimension }
            : new Dictionary<string, string>(),
        Statistic = statistic,
        Period = Duration.Minutes(minutes),
    });
}
