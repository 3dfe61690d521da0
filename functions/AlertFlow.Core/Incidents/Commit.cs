using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Incidents;

/// <summary>Load, decide, write if nobody else did: a conflict decides again.</summary>
public sealed class Commit(IIncidentStore store, RoutingConfig config, Func<int, CancellationToken, Task> backOff)
{
    /// <summary>After so many conflicts the record is left to be retried.</summary>
    public const int MaxAttempts = 5;

    /// <summary>A commit where nobody else writes: a conflict is decided again at once.</summary>
    public Commit(IIncidentStore store, RoutingConfig config)
        : this(store, config, (_, _) => Task.CompletedTask)
    {
    }

    /// <summary>Decides findings of one key, in order, in two round trips.</summary>
    /// <exception cref="ConflictException">Too many others wrote meanwhile; nothing was written.</exception>
    public Task<Decision> FindingsAsync(
        string key, IReadOnlyList<RoutingDecision> arrivals, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(key, item => Decide.OnFindings(key, item, arrivals, now, config), cancellationToken);

    /// <summary>Lets the timers of a key act, one notification at most; what is not due does nothing.</summary>
    public Task<Decision> TimerAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(key, item => Decide.OnTimer(Known(item, key), now, config), cancellationToken);

    /// <summary>Removes from the outbox what was handed over.</summary>
    public Task<Decision> SettleAsync(string key, IReadOnlyCollection<Notification> handedOver, CancellationToken cancellationToken)
    {
        var settled = handedOver.Select(entry => (entry.Incident, entry.Sequence)).ToHashSet();
        return ChangeAsync(key, item => new Decision(Known(item, key).Without(settled), []), cancellationToken);
    }

    private static IncidentItem Known(IncidentItem? item, string key) => item ?? throw new InvalidOperationException($"There is no item of {key}");

    private async Task<Decision> ChangeAsync(string key, Func<IncidentItem?, Decision> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var stored = await store.ReadAsync(key, cancellationToken);
            var decision = decide(stored?.Item);
            if (ReferenceEquals(decision.Item, stored?.Item)
                || await store.WriteAsync(decision.Item, Due.At(decision.Item, config.Timers), stored?.Version ?? 0, cancellationToken))
            {
                return decision;
            }

            await backOff(attempt, cancellationToken);
        }

        throw new ConflictException($"{MaxAttempts} conflicts on {key}");
    }
}

/// <summary>Others wrote the item each time that this one decided.</summary>
public sealed class ConflictException : Exception
{
    public ConflictException()
    {
    }

    public ConflictException(string message)
        : base(message)
    {
    }

    public ConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
