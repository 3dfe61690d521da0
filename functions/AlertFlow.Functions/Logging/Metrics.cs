using System.Text.Json.Nodes;

namespace AlertFlow.Functions.Logging;

/// <summary>The metrics of one invocation, written in CloudWatch's embedded metric format.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"/>
internal sealed class Metrics(LineWriter lines, TimeProvider clock, string metricsNamespace)
{
    /// <summary>CloudWatch reads so many values of a metric from one line.</summary>
    private const int MaxValues = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<(Metric Metric, string? Value), List<double>> samples = [];

    /// <summary>Adds to a count, or adds one sample to what is measured.</summary>
    public void Add(Metric metric, string? dimension, double value)
    {
        lock (gate)
        {
            var known = samples.TryGetValue((metric, dimension), out var values) ? values : samples[(metric, dimension)] = [];
            if (IsCount(metric) && known.Count > 0)
            {
                known[0] += value;
            }
            else
            {
                known.Add(value);
            }
        }
    }

    /// <summary>Writes a line for each dimension value, and more lines where a metric has more samples than one line may hold.</summary>
    public void Flush()
    {
        lock (gate)
        {
            foreach (var group in samples.GroupBy(entry => (entry.Key.Metric.Dimension, entry.Key.Value)))
            {
                var rest = group.Select(entry => (entry.Key.Metric, Values: entry.Value.Chunk(MaxValues).ToArray())).ToList();
                for (var line = 0; rest.Exists(one => one.Values.Length > line); line++)
                {
                    var measured = rest.Where(one => one.Values.Length > line).Select(one => (one.Metric, one.Values[line]));
                    Write(group.Key.Dimension, group.Key.Value, [.. measured]);
                }
            }

            samples.Clear();
        }
    }

    private void Write(string? dimension, string? value, IReadOnlyList<(Metric Metric, double[] Values)> measured) => lines.Write(json =>
    {
        json.WritePropertyName("_aws");
        new JsonObject
        {
            ["Timestamp"] = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            ["CloudWatchMetrics"] = new JsonArray(new JsonObject
            {
                ["Namespace"] = metricsNamespace,
                ["Dimensions"] = new JsonArray(dimension is null ? new JsonArray() : new JsonArray(dimension)),
                ["Metrics"] = new JsonArray(
                    [.. measured.Select(one => new JsonObject { ["Name"] = one.Metric.Name, ["Unit"] = one.Metric.Unit })]),
            }),
        }.WriteTo(json);
        if (dimension is not null)
        {
            json.WriteString(dimension, value);
        }

        foreach (var (metric, values) in measured)
        {
            json.WritePropertyName(metric.Name);
            (IsCount(metric) ? (JsonNode)values[0] : new JsonArray([.. values.Select(one => (JsonNode)one)])).WriteTo(json);
        }
    });

    private static bool IsCount(Metric metric) => metric.Unit is "Count";
}
