using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using AlertFlow.LocalAws.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AlertFlow.LocalAws.Lambda;

/// <summary>The Runtime API of one execution environment: hands out invocations, and takes their answers.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"/>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private const string Runtime = "/2018-06-01/runtime";

    private readonly WebApplication application = Loopback.Build();
    private readonly Channel<(string Id, string Payload, DateTimeOffset Deadline)> invocations =
        Channel.CreateUnbounded<(string, string, DateTimeOffset)>();

    private readonly string function;
    private TaskCompletionSource<(string? Payload, string? Error)> answer = new();

    public RuntimeApi(string function)
    {
        this.function = function;
        application.MapGet($"{Runtime}/invocation/next", NextAsync);
        application.MapPost($"{Runtime}/invocation/{{id}}/response", (HttpContext context) => EndAsync(context, error: false));
        application.MapPost($"{Runtime}/invocation/{{id}}/error", (HttpContext context) => EndAsync(context, error: true));
        application.MapPost($"{Runtime}/init/error", (HttpContext context) => EndAsync(context, error: true));
    }

    /// <summary>Host and port.</summary>
    public string Authority => new Uri(application.Urls.Single()).Authority;

    /// <summary>When the process first asked for work, as a timestamp of the stopwatch; null: it has not.</summary>
    public long? FirstNextAt { get; private set; }

    public Task StartAsync() => application.StartAsync();

    public ValueTask DisposeAsync() => application.DisposeAsync();

    /// <summary>Expects the next answer, or the end of the process.</summary>
    public Task<(string? Payload, string? Error)> Expect()
    {
        answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return answer.Task;
    }

    /// <summary>Hands out an invocation as soon as the process asks for one.</summary>
    public void Hand(string id, string payload, DateTimeOffset deadline) => invocations.Writer.TryWrite((id, payload, deadline));

    /// <summary>Ends the invocation that is expected.</summary>
    public void End(string? payload, string? error) => answer.TrySetResult((payload, error));

    private async Task NextAsync(HttpContext context)
    {
        FirstNextAt ??= Stopwatch.GetTimestamp();
        try
        {
            var (id, payload, deadline) = await invocations.Reader.ReadAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
            context.Response.Headers["Lambda-Runtime-Deadline-Ms"] =
                deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] =
                $"arn:aws:lambda:{LocalCloud.Region}:{LocalCloud.Account}:function:{function}";
            context.Response.Headers["Lambda-Runtime-Trace-Id"] =
                $"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage={id}";
            await context.Response.WriteAsync(payload, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The process has ended while it waited for work.
        }
    }

    private async Task EndAsync(HttpContext context, bool error)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsync("{\"status\":\"OK\"}", context.RequestAborted);
        await context.Response.CompleteAsync();
        End(body, error ? TypeOf(body) : null);
    }

    private static string TypeOf(string error)
    {
        try
        {
            using var json = JsonDocument.Parse(error);
            return json.RootElement.TryGetProperty("errorType", out var type) ? type.GetString() ?? "Error" : "Error";
        }
        catch (JsonException)
        {
            return "Error";
        }
    }
}
