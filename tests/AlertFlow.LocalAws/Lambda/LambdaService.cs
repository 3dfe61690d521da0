using System.Collections.Concurrent;
using System.Globalization;

namespace AlertFlow.LocalAws.Lambda;

/// <summary>Functions, and the execution environments that run them: kept while they live, replaced when they die.</summary>
/// <param name="cloud">What every environment is told: region, endpoints.</param>
/// <param name="clock">The clock of deadlines.</param>
public sealed class LambdaService(IReadOnlyDictionary<string, string> cloud, TimeProvider clock) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Pool> pools = new();
    private readonly ConcurrentDictionary<string, LambdaEnvironment> environments = new();
    private int started;

    /// <summary>Every line that any environment wrote, with its function.</summary>
    public ConcurrentQueue<(string Function, string Line)> Log { get; } = new();

    /// <summary>How many environments were started.</summary>
    public int Started => started;

    /// <summary>Deploys a function. Deployed again it starts anew: idle environments of the earlier one are discarded.</summary>
    public async Task DeployAsync(LambdaFunction function)
    {
        if (pools.TryGetValue(function.Name, out var earlier))
        {
            while (earlier.Idle.TryPop(out var environment))
            {
                await DiscardAsync(environment);
            }
        }

        pools[function.Name] = new Pool(function);
    }

    public async Task<LambdaResult> InvokeAsync(string function, string payload)
    {
        var pool = pools[function];
        await pool.Slots.WaitAsync();
        try
        {
            var environment = await TakeAsync(pool);
            var result = await environment.InvokeAsync(payload);
            // An error that the function reports leaves its environment as it is; an end or a time-out discards it.
            if (environment.IsAlive && pools[function] == pool)
            {
                pool.Idle.Push(environment);
            }
            else
            {
                await DiscardAsync(environment);
            }

            return result;
        }
        finally
        {
            pool.Slots.Release();
        }
    }

    /// <summary>Starts an environment that no invocation is waiting for.</summary>
    public async Task<LambdaEnvironment> StartAsync(LambdaFunction function)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{function.Name}-{Interlocked.Increment(ref started)}");
        var environment = await LambdaEnvironment.StartAsync(function, key, cloud, clock, line => Log.Enqueue((function.Name, line)));
        environments[key] = environment;
        return environment;
    }

    /// <summary>Kills the environment that a call came from.</summary>
    public void Kill(string accessKey)
    {
        if (environments.TryGetValue(accessKey, out var environment))
        {
            environment.Kill();
        }
    }

    /// <summary>Kills every environment of a function that is at work or waits for it.</summary>
    public void KillAll(string function)
    {
        foreach (var environment in environments.Values.Where(environment => environment.Function == function))
        {
            environment.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var environment in environments.Values)
        {
            await environment.DisposeAsync();
        }
    }

    private async Task<LambdaEnvironment> TakeAsync(Pool pool)
    {
        while (pool.Idle.TryPop(out var idle))
        {
            if (idle.IsAlive)
            {
                return idle;
            }

            await DiscardAsync(idle);
        }

        return await StartAsync(pool.Function);
    }

    private async Task DiscardAsync(LambdaEnvironment environment)
    {
        environments.TryRemove(environment.AccessKey, out _);
        await environment.DisposeAsync();
    }

    private sealed class Pool(LambdaFunction function)
    {
        public LambdaFunction Function { get; } = function;

        public ConcurrentStack<LambdaEnvironment> Idle { get; } = new();

        public SemaphoreSlim Slots { get; } = new(function.Concurrency);
    }
}
