namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>What befalls one execution environment. A dead one does nothing more: every call it still makes fails without effect.</summary>
internal sealed class Fate(Random random, Dangers dangers)
{
    public bool IsDead { get; private set; }

    /// <summary>Makes a call, or dies or fails before or after it.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        await Task.Yield();
        (double Chance, bool Kills) Throw(bool kills) => (kills ? dangers.Kill : dangers.Fail, kills);
        if (IsDead)
        {
            throw new DeadException();
        }

        foreach (var (chance, kills) in new[] { Throw(true), Throw(false) })
        {
            if (Roll(chance))
            {
                IsDead |= kills;
                throw new DeadException();
            }
        }

        var result = await call();
        foreach (var (chance, kills) in new[] { Throw(true), Throw(false) })
        {
            if (Roll(chance))
            {
                IsDead |= kills;
                throw new DeadException();
            }
        }

        return result;
    }

    public Task CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    public DeadException Die()
    {
        IsDead = true;
        return new DeadException();
    }

    private bool Roll(double chance)
    {
        lock (random)
        {
            return chance > 0 && random.NextDouble() < chance;
        }
    }
}

/// <summary>How likely it is, at each call and on each side of it, that the environment is killed or the call fails.</summary>
internal sealed record Dangers(double Kill, double Fail)
{
    public static Dangers None { get; } = new(0, 0);
}

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032", Justification = "It is thrown by these tests alone")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "It is thrown by these tests alone")]
internal sealed class DeadException : Exception;
