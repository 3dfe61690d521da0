using System.Text.Json;
using AlertFlow.Deployment;

namespace AlertFlow.Functions.Logging;

/// <summary>
/// What one invocation says: JSON lines and metrics, each with the request id and the trace id. It writes to the raw standard
/// output, since the runtime wraps what goes through the console. No text of a finding is in a line but ids, names of rules and
/// keys; JSON keeps them on one line.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html"/>
public sealed class Invocation(Stream output, TimeProvider clock, string metricsNamespace, string function, string requestId, string traceId)
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly Lock gate = new();
    private readonly Dictionary<(Metric Metric, string? Value), (double Sum, List<double> Values)> metrics = [];

    public string RequestId { get; } = requestId;

    public void Info(string message, params ReadOnlySpan<(string Name, object? Value)> fields) => Write("Information", message, fields);

    public void Warn(string message, params ReadOnlySpan<(string Name, object? Value)> fields) => Write("Warning", message, fields);

    /// <summary>The kind of exception and its message; a stack only where nobody expected it.</summary>
    public void Error(string message, Exception exception, params ReadOnlySpan<(string Name, object? Value)> fields) =>
        Write("Error", message, [.. fields, ("error", exception.GetType().Name), ("detail", exception.Message)]);

    /// <summary>Counts, or measures; what is measured often is written as a list.</summary>
    public void Measure(Metric metric, string? dimension, double value = 1)
    {
        lock (gate)
        {
            var (sum, values) = metrics.TryGetValue((metric, dimension), out var known) ? known : (0, []);
            values.Add(value);
            metrics[(metric, dimension)] = (sum + value, values);
        }
    }

    /// <summary>Writes the metrics of the invocation: a line for each dimension value.</summary>
    public void Flush()
    {
        lock (gate)
        {
            foreach (var group in metrics.GroupBy(entry => (entry.Key.Metric.Dimension, entry.Key.Value)))
            {
                WriteLine(json => WriteMetrics(json, group.Key.Dimension, group.Key.Value, [.. group.Select(entry => (entry.Key.Metric, entry.Value.Sum, entry.Value.Values))]));
            }

            metrics.Clear();
        }
    }

    private void WriteMetrics(Utf8JsonWriter json, string? dimension, string? value, List<(Metric Metric, double Sum, List<double> Values)> measured)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", clock.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", metricsNamespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        if (dimension is not null)
        {
            json.WriteStringValue(dimension);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (metric, _, _) in measured)
        {
            json.WriteStartObject();
            json.WriteString("Name", metric.Name);
            json.WriteString("Unit", metric.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        if (dimension is not null)
        {
            json.WriteString(dimension, value);
        }

        foreach (var (metric, sum, values) in measured)
        {
            if (metric.Unit is "Count")
            {
                json.WriteNumber(metric.Name, sum);
                continue;
            }

            json.WriteStartArray(metric.Name);
            values.Take(100).ToList().ForEach(json.WriteNumberValue); // CloudWatch takes a hundred values a metric.
            json.WriteEndArray();
        }
    }

    private void Write(string level, string message, ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var copy = fields.ToArray();
        lock (gate)
        {
            WriteLine(json =>
            {
                json.WriteString("level", level);
                json.WriteString("message", message);
                foreach (var (name, value) in copy)
                {
                    WriteField(json, name, value);
                }
            });
        }
    }

    private static void WriteField(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray(name);
                texts.ToList().ForEach(json.WriteStringValue);
                json.WriteEndArray();
                break;
            default:
                json.WriteString(name, value.ToString());
                break;
        }
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().UtcDateTime);
            json.WriteString("function", function);
            json.WriteString("requestId", RequestId);
            json.WriteString("traceId", traceId);
            write(json);
            json.WriteEndObject();
        }

        line.Write(NewLine);
        output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
        output.Flush();
    }
}
