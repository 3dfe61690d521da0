using System.Globalization;
using System.Text.Json;

namespace AlertFlow.Functions.Logging;

/// <summary>
/// Writes JSON objects, one a line, each with the time, the function, the request id and the trace id. It writes to the raw
/// standard output, because the runtime wraps lines that go through the console.
/// </summary>
internal sealed class LineWriter(Stream output, TimeProvider clock, string function, string requestId, string traceId)
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly Lock gate = new();

    public void Write(Action<Utf8JsonWriter> members)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().UtcDateTime);
            json.WriteString("function", function);
            json.WriteString("requestId", requestId);
            json.WriteString("traceId", traceId);
            members(json);
            json.WriteEndObject();
        }

        line.Write(NewLine);
        lock (gate)
        {
            output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
            output.Flush();
        }
    }

    /// <summary>Writes a member of a type that log lines have; a null is left out.</summary>
    public static void WriteField(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int or long:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray(name);
                texts.ToList().ForEach(json.WriteStringValue);
                json.WriteEndArray();
                break;
            case Exception exception:
                json.WritePropertyName(name);
                WriteException(json, exception);
                break;
            default:
                json.WriteString(name, value.ToString());
                break;
        }
    }

    /// <summary>Writes an exception with its stack, and every exception inside it the same way.</summary>
    private static void WriteException(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject();
        json.WriteString("type", exception.GetType().FullName);
        json.WriteString("message", exception.Message);
        json.WriteString("stack", exception.StackTrace);
        Exception[] inner = exception is AggregateException several ? [.. several.InnerExceptions]
            : exception.InnerException is { } one ? [one]
            : [];
        if (inner.Length > 0)
        {
            json.WriteStartArray("inner");
            Array.ForEach(inner, cause => WriteException(json, cause));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
