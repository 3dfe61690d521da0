using AlertFlow.LocalAws.Proxy;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;

namespace AlertFlow.LocalAws.Tests.Proxy;

/// <summary>The endpoint refuses what AWS would refuse, and breaks where a test says so.</summary>
public sealed class AwsProxyTests : IAsyncLifetime
{
    private LocalCloud cloud = null!;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => cloud = await LocalCloud.StartAsync(None);

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Requests_of_every_client_are_signed_and_reach_their_service()
    {
        var queue = await cloud.CreateQueueAsync(LocalCloud.NextName("queue"), TimeSpan.FromSeconds(30), cancellationToken: None);
        var bucket = LocalCloud.NextName("bucket");
        await cloud.S3.PutBucketAsync(bucket, None);
        await cloud.S3.PutObjectAsync(new() { BucketName = bucket, Key = "a folder/ü+1.json", ContentBody = "{}" }, None);
        await cloud.Sqs.SendMessageAsync(queue, "body", None);
        await cloud.CreateTableAsync("pk", "sk", "due", "shard", "at", None);

        Assert.Empty(cloud.Proxy.Complaints);
        Assert.Equal(["dynamodb", "s3", "sqs"], cloud.Proxy.Calls.Select(call => call.Service).Distinct().Order());
        Assert.All(cloud.Proxy.Calls, call => Assert.Equal(("tests", 200), (call.AccessKey, call.Status)));
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        using var client = new AmazonSQSClient(new BasicAWSCredentials("tests", "guessed"), cloud.Config(new AmazonSQSConfig { MaxErrorRetry = 0 }));

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => client.ListQueuesAsync("", None));

        Assert.Contains("the signature does not match", Assert.Single(cloud.Proxy.Complaints), StringComparison.Ordinal);
        Assert.Empty(cloud.Proxy.Calls);
    }

    [Fact]
    public async Task A_request_without_a_signature_is_refused()
    {
        using var http = new HttpClient();
        using var content = new StringContent("{}");

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await http.PostAsync(cloud.Proxy.Address, content, None)).StatusCode);
    }

    [Fact]
    public async Task A_call_that_is_dropped_before_has_no_effect_and_one_that_is_dropped_after_has()
    {
        using var client = new AmazonDynamoDBClient(LocalCloud.Credentials("tests"), cloud.Config(new AmazonDynamoDBConfig { MaxErrorRetry = 0 }));
        var table = await cloud.CreateTableAsync("pk", "sk", "due", "shard", "at", None);
        foreach (var (fault, key) in new (Fault, string)[] { (new Fault.DropBefore(), "before"), (new Fault.DropAfter(), "after") })
        {
            cloud.Proxy.Fault = _ => fault;
            await Assert.ThrowsAnyAsync<Exception>(() => client.PutItemAsync(table, new() { ["pk"] = new() { S = key }, ["sk"] = new() { S = "" + key } }, None));
        }

        cloud.Proxy.Fault = _ => null;
        Assert.Equal("after", Assert.Single((await client.ScanAsync(new() { TableName = table }, None)).Items)["pk"].S);
    }
}
