using System.Text;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;

namespace AlertFlow.Tests.Incidents.Storing;

public sealed class InMemoryIncidentStoreTests : IncidentStoreContract
{
    private readonly InMemoryIncidentStore store = new();

    protected override IIncidentStore Open() => store;

    protected override Task<bool> WriteBytesAsync(IIncidentStore store, string key, string json)
    {
        this.store.Add(key, Encoding.UTF8.GetBytes(json));
        return Task.FromResult(true);
    }

    protected override Task<string?> AsideAsync(IIncidentStore store, string key) =>
        Task.FromResult<string?>(Encoding.UTF8.GetString(Assert.Single(this.store.Aside).Value));
}
