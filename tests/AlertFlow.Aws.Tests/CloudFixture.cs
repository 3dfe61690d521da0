using AlertFlow.Aws.DynamoDb;
using AlertFlow.Aws.Tests;
using AlertFlow.Deployment;
using AlertFlow.LocalAws;

[assembly: AssemblyFixture(typeof(CloudFixture))]

namespace AlertFlow.Aws.Tests;

/// <summary>One local cloud for all tests; each test creates its own tables and queues.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    public LocalCloud Cloud { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cloud = await LocalCloud.StartAsync(TestContext.Current.CancellationToken);

    public Task<string> CreateTableAsync() => Cloud.CreateTableAsync(
        TableLayout.PartitionKey,
        TableLayout.SortKey,
        TableLayout.DueIndex,
        TableLayout.DueShard,
        TableLayout.DueAt,
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        var complaints = Cloud.Proxy.Complaints.ToList();
        await Cloud.DisposeAsync();
        Assert.Empty(complaints);
    }
}
