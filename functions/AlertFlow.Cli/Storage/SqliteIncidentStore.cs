using System.Globalization;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Cli.Storage;

/// <summary>The embedded default store. One connection, used by one caller at a time; other processes may share the file.</summary>
public sealed class SqliteIncidentStore(SqliteDatabase database) : IIncidentStore
{
    public Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken) => Task.FromResult(
        database.Query(
            "SELECT item, version, due FROM incidents WHERE key = $key",
            row =>
                StoredItem.Of(
                    row.GetFieldValue<byte[]>(0),
                    row.GetInt64(1),
                    row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
            ("$key", key)).SingleOrDefault());

    public Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken)
    {
        var sql = version == 0
            ? "INSERT INTO incidents (key, version, due, item) VALUES ($key, 1, $due, $item) ON CONFLICT DO NOTHING"
            : "UPDATE incidents SET version = version + 1, due = $due, item = $item WHERE key = $key AND version = $version";
        var changed = database.Run(
            sql,
            ("$key", item.Key), ("$due", due?.ToUnixTimeMilliseconds()), ("$item", ItemJson.Write(item)), ("$version", version));
        return Task.FromResult(changed == 1);
    }

    public Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DueItem>>(
        [
            .. database.Query(
                "SELECT key, due FROM incidents WHERE due <= $until ORDER BY due, key LIMIT $limit",
                row => new DueItem(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))),
                ("$until", until.ToUnixTimeMilliseconds()), ("$limit", limit)),
        ]);

    public Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken)
    {
        database.Run(
            "INSERT INTO unreadable (key, version, item) "
            + "SELECT key, version, item FROM incidents WHERE key = $key AND version = $version ON CONFLICT DO NOTHING",
            ("$key", key), ("$version", version));
        return Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"table unreadable, key {key}, version {version}"));
    }
}
