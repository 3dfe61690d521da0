using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using AlertFlow.LocalAws.Proxy;
using AlertFlow.LocalAws.Secrets;
using AlertFlow.LocalAws.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AlertFlow.LocalAws.Lambda;

/// <summary>One execution environment: a process, and the Runtime API that only it can reach.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"/>
public sealed class LambdaEnvironment : IAsyncDisposable
{
    private const string Runtime = "/2018-06-01/runtime";

    private readonly WebApplication application = Loopback.Build();
    private readonly Channel<(string Id, string Payload, DateTimeOffset Deadline)> invocations = Channel.CreateUnbounded<(string, string, DateTimeOffset)>();
    private readonly LambdaFunction function;
    private readonly TimeProvider clock;
    private readonly Action<string> log;
    private readonly ConcurrentQueue<string> lastLines = new();
    private TaskCompletionSource<(string? Payload, string? Error)> answer = new();
    private Process? process;
    private long startedAt;
    private int count;
    private bool disposed;

    private LambdaEnvironment(LambdaFunction function, string accessKey, TimeProvider clock, Action<string> log)
    {
        (this.function, AccessKey, this.clock, this.log) = (function, accessKey, clock, log);
        application.MapGet($"{Runtime}/invocation/next", NextAsync);
        application.MapPost($"{Runtime}/invocation/{{id}}/response", (HttpContext context) => EndAsync(context, error: false));
        application.MapPost($"{Runtime}/invocation/{{id}}/error", (HttpContext context) => EndAsync(context, error: true));
        application.MapPost($"{Runtime}/init/error", (HttpContext context) => EndAsync(context, error: true));
    }

    /// <summary>The access key of its credentials, by which its calls are known.</summary>
    public string AccessKey { get; }

    public string Function => function.Name;

    public bool IsAlive => process is { HasExited: false };

    /// <summary>From the start of the process to its first question for work.</summary>
    public TimeSpan ToFirstNext { get; private set; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ToFirstAnswer { get; private set; }

    /// <summary>What the process holds in memory, in bytes: on Linux its resident set.</summary>
    public long ResidentBytes
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <param name="cloud">What every environment of the cloud is told: region, endpoints.</param>
    /// <param name="log">Takes each line that the process writes.</param>
    public static async Task<LambdaEnvironment> StartAsync(
        LambdaFunction function, string accessKey, IReadOnlyDictionary<string, string> cloud, TimeProvider clock, Action<string> log)
    {
        var environment = new LambdaEnvironment(function, accessKey, clock, log);
        await environment.application.StartAsync();
        environment.Run(cloud);
        return environment;
    }

    public async Task<LambdaResult> InvokeAsync(string payload)
    {
        var watch = Stopwatch.StartNew();
        answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!IsAlive)
        {
            return new LambdaResult(null, "Runtime.ExitError", AccessKey, watch.Elapsed);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{AccessKey}-{++count}");
        invocations.Writer.TryWrite((id, payload, clock.GetUtcNow() + function.Timeout));
        try
        {
            var (body, error) = await answer.Task.WaitAsync(function.Timeout, clock);
            ToFirstAnswer = count == 1 ? Stopwatch.GetElapsedTime(startedAt) : ToFirstAnswer;
            return new LambdaResult(body, error, AccessKey, watch.Elapsed);
        }
        catch (TimeoutException)
        {
            Kill();
            return new LambdaResult(null, "Sandbox.Timedout", AccessKey, watch.Elapsed);
        }
    }

    /// <summary>Ends the process as the kernel does: without a word.</summary>
    public void Kill()
    {
        try
        {
            process?.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        Kill();
        if (process is not null)
        {
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await application.DisposeAsync();
    }

    private void Run(IReadOnlyDictionary<string, string> cloud)
    {
        var (file, arguments) = function.Start;
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = function.Package,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var (path, home) = (start.Environment["PATH"], start.Environment.TryGetValue("DOTNET_ROOT", out var root) ? root : null);
        start.Environment.Clear();
        foreach (var (name, value) in cloud.Concat(function.Environment))
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = path;
        start.Environment["DOTNET_ROOT"] = home;
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = new Uri(application.Urls.Single()).Authority;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = function.Name;
        start.Environment["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "256";
        start.Environment["LAMBDA_TASK_ROOT"] = function.Package;
        start.Environment["AWS_ACCESS_KEY_ID"] = AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = SigV4.SecretOf(AccessKey);
        start.Environment["AWS_SESSION_TOKEN"] = SecretsServer.TokenOf(AccessKey);
        startedAt = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => answer.TrySetResult((string.Join('\n', lastLines), "Runtime.ExitError"));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        log(line);
        lastLines.Enqueue(line);
        while (lastLines.Count > 20)
        {
            lastLines.TryDequeue(out _);
        }
    }

    private async Task NextAsync(HttpContext context)
    {
        if (ToFirstNext == default)
        {
            ToFirstNext = Stopwatch.GetElapsedTime(startedAt);
        }

        try
        {
            var (id, payload, deadline) = await invocations.Reader.ReadAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = id;
            context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = $"arn:aws:lambda:{LocalCloud.Region}:{LocalCloud.Account}:function:{function.Name}";
            context.Response.Headers["Lambda-Runtime-Trace-Id"] = $"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage={id}";
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
        answer.TrySetResult(error ? (body, TypeOf(body)) : (body, null));
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
