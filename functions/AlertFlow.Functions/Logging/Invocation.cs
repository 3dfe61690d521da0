using System.Text.Json;
using AlertFlow.Deployment;

namespace AlertFlow.Functions.Logging;

/// <summary>
/// The log and the metrics of one invocation. No line holds text of a finding, only ids, keys and names of rules; JSON keeps
/// each on one line.
/// </summary>
public sealed class Invocation
{
    private readonly LineWriter lines;
    private readonly Metrics metrics;
    private readonly (string Name, object? Value)[] subject;

    public Invocation(Stream output, TimeProvider clock, string metricsNamespace, string function, string requestId, string traceId)
    {
        RequestId = requestId;
        lines = new(output, clock, function, requestId, traceId);
        metrics = new(lines, clock, metricsNamespace);
        subject = [];
    }

    private Invocation(Invocation whole, (string Name, object? Value)[] subject) =>
        (RequestId, lines, metrics, this.subject) = (whole.RequestId, whole.lines, whole.metrics, subject);

    public string RequestId { get; }

    /// <summary>Returns the same invocation for one part of its work: an error in that part says what it was about.</summary>
    public Invocation About(params (string Name, object? Value)[] fields) =>
        new(this, [.. subject.Where(known => !fields.Any(field => field.Name == known.Name)), .. fields]);

    public void Info(string message, params (string Name, object? Value)[] fields) => Write("Information", message, fields);

    public void Warn(string message, params (string Name, object? Value)[] fields) => Write("Warning", message, fields);

    /// <summary>Logs an error that nobody expected: what it was about, and the exception with its stack and all inner ones.</summary>
    public void Error(string message, Exception exception) => Write(
        "Error", message, [.. subject, ("error", exception.GetType().Name), ("detail", exception.Message), ("exception", exception)]);

    /// <summary>Counts, or adds one sample to what is measured.</summary>
    public void Measure(Metric metric, string? dimension, double value = 1) => metrics.Add(metric, dimension, value);

    /// <summary>Writes the metrics of the invocation.</summary>
    public void Flush() => metrics.Flush();

    private void Write(string level, string message, params (string Name, object? Value)[] fields) => lines.Write(json =>
    {
        json.WriteString("level", level);
        json.WriteString("message", message);
        foreach (var (name, value) in fields)
        {
            LineWriter.WriteField(json, name, value);
        }
    });
}
