using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Storing;

/// <summary>Load, decide, write if nobody else did: a conflict decides again.</summary>
/// <param name="store">Where incidents are kept.</param>
/// <param name="config">Who is told, and how long timers are.</param>
/// <param name="handover">How what is decided leaves the outbox.</param>
/// <param name="backOff">Waits before the next attempt; it is given how many there were.</param>
public sealed class Commit(IIncidentStore store, RoutingConfig config, Handover handover, Func<int, CancellationToken, Task> backOff)
{
    /// <summary>After so many conflicts the record is left to be retried.</summary>
    public const int MaxAttempts = 5;

    /// <summary>A commit where nobody else writes: a conflict is decided again at once, and outboxes are emptied at once.</summary>
    public Commit(IIncidentStore store, RoutingConfig config)
        : this(store, config, Handover.Direct, (_, _) => Task.CompletedTask)
    {
    }

    /// <summary>Decides findings of one key, in order, in two round trips.</summary>
    /// <exception cref="ConflictException">Too many others wrote meanwhile; nothing was written.</exception>
    /// <exception cref="NewerItemException">The item is a later version's; nothing was written.</exception>
    public Task<Decision> FindingsAsync(
        string key, IReadOnlyList<RoutingDecision> arrivals, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        key,
        stored => Marked(Decide.OnFindings(key, stored?.Item, arrivals, now, config), stored),
        // The timers that it moves later are looked at when the earlier visit comes: an index entry moves earlier only.
        (stored, due) => stored?.Due < due ? stored.Due : due,
        cancellationToken);

    /// <summary>Lets the timers of a key act, one notification at most; what is not due does nothing.</summary>
    public Task<Decision> TimerAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        DigestedAsync(VisitAsync(key, item => Decide.OnTimer(item, now, config), cancellationToken), now, cancellationToken);

    /// <summary>Removes from the outbox what was handed over.</summary>
    public Task<Decision> SettleAsync(string key, IReadOnlyCollection<Notification> handedOver, CancellationToken cancellationToken)
    {
        var settled = handedOver.Select(entry => (entry.Incident, entry.Sequence)).ToHashSet();
        return VisitAsync(key, item => new Decision(item.Without(settled), []), cancellationToken);
    }

    /// <summary>A sweeper's visit: removes what is settled, notes that the rest was handed over again, and lets one timer act.</summary>
    /// <param name="key">The incident's key.</param>
    /// <param name="settled">What may be removed from the outbox.</param>
    /// <param name="redriven">When the rest was handed over again; null: it was not.</param>
    /// <param name="now">The clock.</param>
    public Task<Decision> SweepAsync(
        string key, IReadOnlySet<(string Incident, int Sequence)> settled, DateTimeOffset? redriven, DateTimeOffset now, CancellationToken cancellationToken) =>
        DigestedAsync(VisitAsync(
            key,
            item =>
            {
                var left = item.Outbox.Any(entry => settled.Contains((entry.Incident, entry.Sequence))) ? item.Without(settled) : item;
                return Decide.OnTimer(redriven > left.Redriven || (redriven is not null && left.Redriven is null) ? left with { Redriven = redriven } : left, now, config);
            },
            cancellationToken), now, cancellationToken);

    /// <summary>Any other change of an item that is there; when it is due next is computed anew.</summary>
    public Task<Decision> VisitAsync(string key, Func<IncidentItem, Decision> decide, CancellationToken cancellationToken) => ChangeAsync(
        key,
        stored => decide(stored?.Item ?? throw new InvalidOperationException(stored?.Unreadable ?? $"There is no item of {key}")),
        (_, due) => due,
        cancellationToken);

    /// <summary>
    /// What ended silences hid goes into their digests, and only then out of the item: whoever dies between leaves it to be
    /// put there again, which changes nothing.
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
            await ChangeAsync(digest, stored => new Decision(Digests.Gather(digest, stored?.Item, receiver, resource, entries, now, config), []), (_, due) => due, cancellationToken);
        }

        var gathered = ended.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var left = await VisitAsync(key, item => new Decision(item with { DigestEntries = [.. item.DigestEntries.Where(one => !gathered.Contains(one.Id))] }, []), cancellationToken);
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

    /// <summary>Where the history could not be read, the incident that begins in its place says so.</summary>
    private static Decision Marked(Decision decision, StoredItem? stored) => stored is { Unreadable: not null }
        ? new(
            decision.Item with
            {
                Incident = decision.Item.Incident with { HistoryUnreadable = true },
                Outbox = [.. decision.Item.Outbox.Select(entry => entry with { HistoryUnreadable = true })],
            },
            [.. decision.Outcomes.Select(outcome => outcome with { Notification = outcome.Notification is { } told ? told with { HistoryUnreadable = true } : null })])
        : decision;
}
