using System.Diagnostics.CodeAnalysis;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>Kills one process or fails its calls, at random. Every call of a killed process fails without effect.</summary>
internal sealed class FaultInjector(Random random, FaultRates rates)
{
    public bool IsKilled { get; private set; }

    /// <summary>Makes a call; kills the process or fails the call before or after it.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        await Task.Yield();
        ThrowSometimes();
        var result = await call();
        ThrowSometimes();
        return result;
    }

    public Task CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    public InjectedFaultException Kill()
    {
        IsKilled = true;
        return new InjectedFaultException();
    }

    private void ThrowSometimes()
    {
        if (IsKilled)
        {
            throw new InjectedFaultException();
        }

        if (Happens(rates.Kill))
        {
            throw Kill();
        }

        if (Happens(rates.Fail))
        {
            throw new InjectedFaultException();
        }
    }

    private bool Happens(double chance)
    {
        lock (random)
        {
            return chance > 0 && random.NextDouble() < chance;
        }
    }
}

/// <summary>The chance, at each call and on each side of it, that the process is killed or the call fails.</summary>
internal sealed record FaultRates(double Kill, double Fail)
{
    public static FaultRates None { get; } = new(0, 0);
}

[SuppressMessage("Design", "CA1032", Justification = "It is thrown by these tests alone")]
[SuppressMessage("Design", "CA1064", Justification = "It is thrown by these tests alone")]
internal sealed class InjectedFaultException : Exception;
