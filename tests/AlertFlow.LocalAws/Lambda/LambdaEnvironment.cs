using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AlertFlow.LocalAws.Proxy;
using AlertFlow.LocalAws.Secrets;

namespace AlertFlow.LocalAws.Lambda;

/// <summary>One execution environment: a process, and the Runtime API that only it can reach.</summary>
public sealed class LambdaEnvironment : IAsyncDisposable
{
    private readonly RuntimeApi api;
    private readonly LambdaFunction function;
    private readonly TimeProvider clock;
    private readonly Action<string> log;
    private readonly ConcurrentQueue<string> lastLines = new();
    private Process? process;
    private long startedAt;
    private int count;
    private bool disposed;

    private LambdaEnvironment(LambdaFunction function, string accessKey, TimeProvider clock, Action<string> log)
    {
        (this.function, AccessKey, this.clock, this.log) = (function, accessKey, clock, log);
        api = new RuntimeApi(function.Name);
    }

    /// <summary>The access key of its credentials, by which its calls are known.</summary>
    public string AccessKey { get; }

    public string Function => function.Name;

    public bool IsAlive => process is { HasExited: false };

    /// <summary>From the start of the process to its first question for work.</summary>
    public TimeSpan ToFirstNext => api.FirstNextAt is { } at ? Stopwatch.GetElapsedTime(startedAt, at) : default;

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
        await environment.api.StartAsync();
        environment.Run(cloud);
        return environment;
    }

    public async Task<LambdaResult> InvokeAsync(string payload)
    {
        var watch = Stopwatch.StartNew();
        var answer = api.Expect(); // Before it is asked whether the process lives: its end is an answer too.
        if (!IsAlive)
        {
            return new LambdaResult(null, "Runtime.ExitError", AccessKey, watch.Elapsed);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{AccessKey}-{++count}");
        api.Hand(id, payload, clock.GetUtcNow() + function.Timeout);
        try
        {
            var (body, error) = await answer.WaitAsync(function.Timeout, clock);
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

        await api.DisposeAsync();
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
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Authority;
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
        process.Exited += (_, _) => api.End(string.Join('\n', lastLines), "Runtime.ExitError");
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
}
