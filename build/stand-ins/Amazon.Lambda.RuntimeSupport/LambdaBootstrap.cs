#nullable disable
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public class RuntimeApiClientException(string message, int statusCode) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}

/// <summary>The loop of an execution environment: take the next event, handle it, answer.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"/>
public class LambdaBootstrap : IDisposable
{
    private readonly HttpClient client;
    private readonly LambdaBootstrapHandler handler;
    private readonly LambdaBootstrapInitializer initializer;
    private readonly string runtime;

    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
    {
        (client, this.handler, this.initializer) = (httpClient, handler, initializer);
        runtime = new Uri($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/").ToString();
    }

    public static HttpClient ConstructHttpClient() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (initializer is not null && !await InitializeAsync(cancellationToken))
        {
            return;
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            await NextAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<bool> InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await initializer();
        }
        catch (Exception exception)
        {
            using var content = Error(exception);
            (await client.PostAsync(runtime + "init/error", content, cancellationToken)).Dispose();
            throw;
        }
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        using var next = await client.GetAsync(runtime + "invocation/next", cancellationToken);
        if (!next.IsSuccessStatusCode)
        {
            throw new RuntimeApiClientException($"The Runtime API answered {(int)next.StatusCode}", (int)next.StatusCode);
        }

        var context = new LambdaContext(next.Headers);
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", context.TraceId);
        LambdaTraceProvider.Set(context.TraceId);
        var answer = $"{runtime}invocation/{context.AwsRequestId}/";
        using var invocation = new InvocationRequest { InputStream = await next.Content.ReadAsStreamAsync(cancellationToken), LambdaContext = context };
        HttpContent content;
        try
        {
            var response = await handler(invocation);
            content = new StreamContent(response.OutputStream ?? Stream.Null);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            answer += "response";
        }
        catch (Exception exception)
        {
            content = Error(exception);
            answer += "error";
        }

        using var posted = await client.PostAsync(answer, content, cancellationToken);
        content.Dispose();
    }

    private static ByteArrayContent Error(Exception exception)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true }))
        {
            Write(writer, exception, depth: 0);
        }

        var content = new ByteArrayContent(json.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json");
        content.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", exception.GetType().Name);
        return content;
    }

    private static void Write(Utf8JsonWriter writer, Exception exception, int depth)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", exception.GetType().Name);
        writer.WriteString("errorMessage", exception.Message);
        writer.WriteStartArray("stackTrace");
        foreach (var line in (exception.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
        if (exception.InnerException is { } inner && depth < 5)
        {
            writer.WritePropertyName("cause");
            Write(writer, inner, depth + 1);
        }

        writer.WriteEndObject();
    }

    private sealed class LambdaContext(HttpResponseHeaders headers) : ILambdaContext
    {
        private readonly DateTimeOffset deadline = long.TryParse(Of(headers, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : DateTimeOffset.MaxValue;

        public string AwsRequestId { get; } = Of(headers, "Lambda-Runtime-Aws-Request-Id");
        public string InvokedFunctionArn { get; } = Of(headers, "Lambda-Runtime-Invoked-Function-Arn");
        public string TraceId { get; } = Of(headers, "Lambda-Runtime-Trace-Id");
        public string TenantId { get; } = Of(headers, "Lambda-Runtime-Aws-Tenant-Id");
        public string FunctionName => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME");
        public string FunctionVersion => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION");
        public string LogGroupName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME");
        public string LogStreamName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME");
        public int MemoryLimitInMB => int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
        public TimeSpan RemainingTime => deadline - DateTimeOffset.UtcNow;
        public ILambdaLogger Logger { get; } = new ConsoleLogger();

        private static string Of(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
    }

    private sealed class ConsoleLogger : ILambdaLogger
    {
        public void Log(string message) => Console.Write(message);

        public void LogLine(string message) => Console.WriteLine(message);
    }
}
