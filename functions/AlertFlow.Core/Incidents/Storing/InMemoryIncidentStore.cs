using System.Globalization;
using System.Text;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;

namespace AlertFlow.Incidents.Storing;

/// <summary>A store that lives as long as the process. It holds bytes, as the others do.</summary>
public sealed class InMemoryIncidentStore : IIncidentStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private readonly Dictionary<string, byte[]> aside = [];
    private readonly SortedSet<(DateTimeOffset At, string Key)> due = new(Comparer<(DateTimeOffset At, string Key)>.Create(
        (a, b) => a.At != b.At
            ? a.At.CompareTo(b.At)
            : Encoding.UTF8.GetBytes(a.Key).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Key))));

    /// <summary>The items that were set aside, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Aside => aside;

    /// <summary>Adds the bytes of an item, whatever they are.</summary>
    public void Add(string key, byte[] json)
    {
        lock (gate)
        {
            entries.Add(key, new Entry(json, 1, null));
        }
    }

    public Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(entries.TryGetValue(key, out var entry) ? StoredItem.Of(entry.Json, entry.Version, entry.Due) : null);
        }
    }

    public Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken)
    {
        var json = ItemJson.Write(item);
        lock (gate)
        {
            var before = entries.GetValueOrDefault(item.Key);
            if ((before?.Version ?? 0) != version)
            {
                return Task.FromResult(false);
            }

            if (before?.Due is { } old)
            {
                this.due.Remove((old, item.Key));
            }

            if (due is { } at)
            {
                this.due.Add((at, item.Key));
            }

            entries[item.Key] = new Entry(json, version + 1, due);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DueItem>>(
                [.. due.TakeWhile(entry => entry.At <= until).Take(limit).Select(entry => new DueItem(entry.Key, entry.At))]);
        }
    }

    public Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"unreadable#{key}#{version}");
            aside.TryAdd(name, entries[key].Json);
            return Task.FromResult(name);
        }
    }

    private sealed record Entry(byte[] Json, long Version, DateTimeOffset? Due);
}
