using AlertFlow.Incidents;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Cli.Tests.Incidents;

/// <summary>A store whose process dies at a write: before it took effect, or after it and before anybody knew.</summary>
internal sealed class MortalStore(IIncidentStore store) : IIncidentStore
{
    /// <summary>How many writes are left; null: it lives.</summary>
    public int? WritesLeft { get; set; }

    public bool DiesAfterWriting { get; set; }

    public Task<StoredItem?> ReadAsync(string key, CancellationToken cancellationToken) => store.ReadAsync(key, cancellationToken);

    public Task<IReadOnlyList<DueItem>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        store.DueAsync(until, limit, cancellationToken);

    public Task<string> SetAsideAsync(string key, long version, CancellationToken cancellationToken) =>
        store.SetAsideAsync(key, version, cancellationToken);

    public async Task<bool> WriteAsync(IncidentItem item, DateTimeOffset? due, long version, CancellationToken cancellationToken)
    {
        var dies = WritesLeft is 0;
        WritesLeft = dies ? null : WritesLeft - 1;
        if (dies && !DiesAfterWriting)
        {
            throw new DiedException();
        }

        var written = await store.WriteAsync(item, due, version, cancellationToken);
        return dies ? throw new DiedException() : written;
    }
}

[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032", Justification = "It is thrown and caught by these tests alone")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064", Justification = "It is thrown and caught by these tests alone")]
internal sealed class DiedException : Exception;
