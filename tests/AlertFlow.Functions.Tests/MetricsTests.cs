using System.Text.Json.Nodes;
using AlertFlow.Deployment;
using AlertFlow.Functions.Logging;
using CsCheck;

namespace AlertFlow.Functions.Tests;

/// <summary>Metrics as CloudWatch reads them: a hundred values of a metric from one line.</summary>
public sealed class MetricsTests
{
    private const int MaxValues = 100;

    [Fact]
    public void Samples_beyond_a_hundred_are_written_on_further_lines()
    {
        var lines = Flushed(invocation =>
        {
            for (var sample = 0; sample < 250; sample++)
            {
                invocation.Measure(Metric.DeliveryLatency, "slack", sample);
                invocation.Measure(Metric.Delivered, "slack");
            }
        });

        Assert.Equal([100, 100, 50], lines.Select(line => line[Metric.DeliveryLatency.Name]!.AsArray().Count));
        Assert.Equal(
            Enumerable.Range(0, 250), lines.SelectMany(line => ValuesOf(line, Metric.DeliveryLatency)).Select(value => (int)value));
        Assert.Equal([250], lines.SelectMany(line => ValuesOf(line, Metric.Delivered)));
    }

    [Fact]
    public void No_sample_is_ever_dropped_and_all_lines_add_up_to_what_was_recorded()
    {
        var sample = Gen.Select(Gen.Int[0, Metric.All.Count - 1], Gen.Int[0, 1], Gen.Int[0, 1000])
            .Select((metric, dimension, value) => (Metric: Metric.All[metric], Dimension: dimension == 0 ? "slack" : "sns", Value: value));
        // A few metrics get most of the samples, so that some runs go far beyond a hundred.
        var latencies = Gen.Int[0, 1000].Select(value => (Metric: Metric.DeliveryLatency, Dimension: "slack", Value: value));

        Gen.Select(sample.Array[0, 300], latencies.Array[0, 450]).Sample((mixed, many) =>
        {
            var recorded = mixed.Concat(many)
                .Select(one => one with { Dimension = one.Metric.Dimension is null ? "" : one.Dimension }).ToList();

            var lines = Flushed(invocation => recorded.ForEach(
                one => invocation.Measure(one.Metric, one.Metric.Dimension is null ? null : one.Dimension, one.Value)));

            var written = lines.SelectMany(line => NamesOf(line).Select(name => Metric.All.Single(metric => metric.Name == name))
                .SelectMany(
                    metric => ValuesOf(line, metric).Select(value => (Metric: metric, Dimension: DimensionOf(line, metric), Value: value))))
                    .ToList();
            Assert.All(lines, line => Assert.All(NamesOf(line), name => Assert.True(line[name] is not JsonArray { Count: > MaxValues })));
            Assert.Equal(Sums(recorded.Select(one => (one.Metric, one.Dimension, (double)one.Value))), Sums(written));
            Assert.Equal(
                recorded.Where(IsMeasured).Select(one => (double)one.Value).Order(),
                written.Where(one => one.Metric.Unit is not "Count").Select(one => one.Value).Order());
        });
    }

    private static bool IsMeasured((Metric Metric, string Dimension, int Value) one) => one.Metric.Unit is not "Count";

    private static SortedDictionary<string, double> Sums(IEnumerable<(Metric Metric, string Dimension, double Value)> values) => new(
        values.GroupBy(one => $"{one.Metric.Name} {one.Dimension}").ToDictionary(group => group.Key, group => group.Sum(one => one.Value)),
        StringComparer.Ordinal);

    private static IEnumerable<string> NamesOf(JsonNode line) =>
        line["_aws"]!["CloudWatchMetrics"]![0]!["Metrics"]!.AsArray().Select(metric => metric!["Name"]!.GetValue<string>());

    private static string DimensionOf(JsonNode line, Metric metric) => metric.Dimension is { } name ? line[name]!.GetValue<string>() : "";

    private static IEnumerable<double> ValuesOf(JsonNode line, Metric metric) => line[metric.Name] switch
    {
        null => [],
        JsonArray samples => samples.Select(value => value!.GetValue<double>()),
        var count => [count.GetValue<double>()],
    };

    private static List<JsonNode> Flushed(Action<Invocation> measure)
    {
        using var output = new MemoryStream();
        var invocation = new Invocation(output, TimeProvider.System, "AlertFlow", "test", "request", "trace");
        measure(invocation);
        invocation.Flush();
        return LogLines.Of(output);
    }
}
