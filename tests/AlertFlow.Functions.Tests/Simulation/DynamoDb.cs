using AlertFlow.Aws.DynamoDb;
using AlertFlow.Deployment;
using AlertFlow.LocalAws;
using Amazon.DynamoDBv2;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>Stores on DynamoDB, a table for each world.</summary>
internal sealed class DynamoDb : IAsyncDisposable
{
    private readonly LocalCloud cloud;
    private readonly AmazonDynamoDBClient client;

    private DynamoDb(LocalCloud cloud)
    {
        this.cloud = cloud;
        // Straight to the server: signatures are verified elsewhere, and a world asks for tens of thousands of calls.
        client = new AmazonDynamoDBClient(
            LocalCloud.Credentials("tests"),
            new AmazonDynamoDBConfig { ServiceURL = cloud.Servers["dynamodb"].ToString(), AuthenticationRegion = LocalCloud.Region });
    }

    public static async Task<DynamoDb> StartAsync() => new(await LocalCloud.StartAsync(TestContext.Current.CancellationToken));

    public async Task<Stores> StoresAsync()
    {
        var table = await cloud.CreateTableAsync(
            TableLayout.PartitionKey, TableLayout.SortKey, TableLayout.DueIndex, TableLayout.DueShard, TableLayout.DueAt);
        return new Stores(
            new DynamoIncidentStore(
                client,
                table), new DynamoDeliveryStore(client, table), new DynamoPaceStore(client, table), new DynamoAttemptStore(client, table));
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return cloud.DisposeAsync();
    }
}
