using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Storing;

/// <summary>Loads an item, decides, and writes it if nobody else did. After a conflict it starts again.</summary>
/// <param name="store">The incident store.</param>
/// <param name="config">The configuration.</param>
/// <param name="handover">The way notifications leave the outbox.</param>
/// <param name="backOff">Waits before the next attempt; its argument is the number of attempts so far.</param>
public sealed class Commit(IIncidentStore store, RoutingConfig config, Handover handover, Func<int, CancellationToken, Task> backOff)
{
    /// <summary>The most attempts; after them the record is left to be retried.</summary>
    public const int MaxAttempts = 5;

    /// <summary>Creates a commit for a single writer: conflicts are retried and outboxes emptied at once.</summary>
    public Commit(IIncidentStore store, RoutingConfig config)
        : this(store, config, Handover.Direct, (_, _) => Task.CompletedTask)
    {
    }

    /// <summary>Decides findings of one key, in order, in two round trips.</summary>
    /// <exception cref="ConflictException">Others wrote at every attempt; nothing was written.</exception>
    /// <exception cref="NewerItemException">A later version wrote the item; nothing was written.</exception>
    public Task<Decision> FindingsAsync(
        string key, IReadOnlyList<RoutingDecision> arrivals, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        key,
        stored => Marked(Decide.OnFindings(key, stored?.Item, arrivals, now, config), stored),
        // An index entry only ever moves earlier. Timers that moved later are looked at when the earlier visit comes.
        (stored, due) => stored?.Due < due ? stored.Due : due,
        cancellationToken);

    /// <summary>Runs the timers of a key, with at most one notification. It does nothing when none is due.</summary>
    public Task<Decision> TimerAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        DigestedAsync(VisitAsync(key, item => Decide.OnTimer(item, now, config), cancellationToken), now, cancellationToken);

    /// <summary>Removes notifications that were handed over from the outbox.</summary>
    public Task<Decision> SettleAsync(string key, IReadOnlyCollection<Notification> handedOver, CancellationToken cancellationToken)
    {
        var settled = handedOver.Select(entry => (entry.Incident, entry.Sequence)).ToHashSet();
        return VisitAsync(key, item => new Decision(item.Without(settled), []), cancellationToken);
    }

    /// <summary>Removes settled notifications, notes that the rest was handed over again, and runs one timer: a sweeper's visit.</summary>
    /// <param name="key">The incident's key.</param>
    /// <param name="settled">The notifications that may be removed from the outbox.</param>
    /// <param name="redriven">The time when the rest was handed over again; null when it was not.</param>
    /// <param name="now">The clock.</param>
    public Task<Decision> SweepAsync(
        string key,
        IReadOnlySet<(string Incident, int Sequence)> settled,
        DateTimeOffset? redriven,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        DigestedAsync(VisitAsync(
            key,
            item =>
            {
                var left = item.Outbox.Any(entry => settled.Contains((entry.Incident, entry.Sequence))) ? item.Without(settled) : item;
                var isLater = redriven > left.Redriven || (redriven is not null && left.Redriven is null);
                return Decide.OnTimer(isLater ? left with { Redriven = redriven } : left, now, config);
            },
            cancellationToken), now, cancellationToken);

    /// <summary>Applies any other change to an existing item, and computes anew when it is due.</summary>
    public Task<Decision> VisitAsync(string key, Func<IncidentItem, Decision> decide, CancellationToken cancellationToken) => ChangeAsync(
        key,
        stored => decide(stored?.Item ?? throw new InvalidOperationException(stored?.Unreadable ?? $"There is no item of {key}")),
        (_, due) => due,
        cancellationToken);

    /// <summary>
    /// Puts entries of ended silences into their digests, and only then removes them from the item. After a crash in between
    /// they are put there again, which changes nothing.
    /// </summary>
    private async Task<Decision> DigestedAsync(Task<Decision> visit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var decision = await visit;
        var (key, resource) = (decision.Item.Key, decision.Item.Resource);
        DigestEntry[] ended = [.. decision.Item.DigestEntries.Where(one => one.Until <= now)];
        if (ended.Length == 0)
        {
            return decision;
        }

        foreach (var (digest, receiver, entries) in Digests.ByKey(ended))
        {
            await ChangeAsync(
                digest,
                stored => new Decision(Digests.Gather(digest, stored?.Item, receiver, resource, entries, now, config), []),
                (_, due) => due,
                cancellationToken);
        }

        var gathered = ended.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var left = await VisitAsync(
            key,
            item => new Decision(item with { DigestEntries = [.. item.DigestEntries.Where(one => !gathered.Contains(one.Id))] }, []),
            cancellationToken);
        return decision with { Item = left.Item };
    }

    private async Task<Decision> ChangeAsync(
        string key,
        Func<StoredItem?, Decision> decide,
        Func<StoredItem?, DateTimeOffset?, DateTimeOffset?> when,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var stored = await store.ReadAsync(key, cancellationToken);
            var decision = decide(stored);
            var due = when(stored, Due.At(decision.Item, config.Timers, handover));
            if (ReferenceEquals(decision.Item, stored?.Item) && due == stored?.Due)
            {
                return decision;
            }

            if (stored?.Unreadable is not null)
            {
                await store.SetAsideAsync(key, stored.Version, cancellationToken);
            }

            if (await store.WriteAsync(decision.Item, due, stored?.Version ?? 0, cancellationToken))
            {
                return decision with { Unreadable = stored?.Unreadable };
            }

            await backOff(attempt, cancellationToken);
        }

        throw new ConflictException($"{MaxAttempts} conflicts on {key}");
    }

    /// <summary>Marks the incident that replaces an unreadable history.</summary>
    private static Decision Marked(Decision decision, StoredItem? stored) => stored is { Unreadable: not null }
        ? new(
            decision.Item with
            {
                Incident = decision.Item.Incident with { HistoryUnreadable = true },
                Outbox = [.. decision.Item.Outbox.Select(entry => entry with { HistoryUnreadable = true })],
            },
            [
                .. decision.Outcomes.Select(outcome => outcome with
                {
                    Notification = outcome.Notification is { } sent ? sent with { HistoryUnreadable = true } : null,
                }),
            ])
        : decision;
}
