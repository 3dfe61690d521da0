using System.Globalization;
using AlertFlow.Aws.DynamoDb;
using AlertFlow.Aws.Queues;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Deployment;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Routing;
using AlertFlow.Tests.Deliveries;
using AlertFlow.Tests.Deliveries.Pacing;
using AlertFlow.Tests.Incidents;
using AlertFlow.Tests.Incidents.Storing;
using Amazon.DynamoDBv2.Model;

namespace AlertFlow.Aws.Tests.DynamoDb;

public sealed class DynamoIncidentStoreTests(CloudFixture fixture) : IncidentStoreContract, IAsyncLifetime
{
    private string table = "";

    public async ValueTask InitializeAsync() => table = await fixture.CreateTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IIncidentStore Open() => new DynamoIncidentStore(fixture.Cloud.DynamoDb, table);

    protected override async Task<bool> WriteBytesAsync(IIncidentStore store, string key, string json)
    {
        await fixture.Cloud.DynamoDb.PutItemAsync(
            table,
            new()
            {
                ["pk"] = new() { S = key },
                ["sk"] = new() { S = "item" },
                ["item"] = new() { S = json },
                ["version"] = new() { N = "1" },
            },
            None);
        return true;
    }

    protected override async Task<string?> AsideAsync(IIncidentStore store, string key) =>
        (
            await fixture.Cloud.DynamoDb.GetItemAsync(
                table, new() { ["pk"] = new() { S = key }, ["sk"] = new() { S = "unreadable#1" } }, None)).Item["item"].S;

    [Fact]
    public async Task The_expiry_of_an_item_is_in_seconds_and_after_all_that_is_remembered()
    {
        var finding = Some.Event("1", "Netcat", AlertFlow.Findings.Severity.High);
        var key = IncidentKey.Of(finding);
        await new Commit(Open(), Some.Config)
            .FindingsAsync(key, [AlertFlow.Routing.RoutingDecision.Resolve(Some.Config, finding, Some.Noon)], Some.Noon, None);

        var item = (
            await fixture.Cloud.DynamoDb.GetItemAsync(
                table, new() { ["pk"] = new() { S = key }, ["sk"] = new() { S = "item" } }, None)).Item;

        Assert.Equal(Some.Noon.AddDays(120).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), item[TableLayout.ExpiresAt].N);
    }
}

public sealed class DynamoDeliveryStoreTests(CloudFixture fixture) : DeliveryStoreContract, IAsyncLifetime
{
    private string table = "";

    public async ValueTask InitializeAsync() => table = await fixture.CreateTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IDeliveryStore Open() => new DynamoDeliveryStore(fixture.Cloud.DynamoDb, table);
}

public sealed class DynamoPaceStoreTests(CloudFixture fixture) : PaceStoreContract, IAsyncLifetime
{
    private string table = "";

    public async ValueTask InitializeAsync() => table = await fixture.CreateTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IPaceStore Open() => new DynamoPaceStore(fixture.Cloud.DynamoDb, table);
}

public sealed class DynamoAttemptStoreTests(CloudFixture fixture) : IAsyncLifetime
{
    private string table = "";

    public async ValueTask InitializeAsync() => table = await fixture.CreateTableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Attempts_count_up_until_one_ends()
    {
        var store = new DynamoAttemptStore(fixture.Cloud.DynamoDb, table);
        var none = TestContext.Current.CancellationToken;

        Assert.Equal(0, await store.CountAsync("m", none));
        Assert.Equal(1, await store.BeginAsync("m", Some.Noon, none));
        Assert.Equal(2, await store.BeginAsync("m", Some.Noon, none));
        Assert.Equal(2, await store.CountAsync("m", none));
        await store.EndAsync("m", none);
        Assert.Equal(0, await store.CountAsync("m", none));
    }
}
