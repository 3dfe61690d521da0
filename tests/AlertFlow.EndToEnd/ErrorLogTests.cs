using System.Text.Json.Nodes;
using AlertFlow.Deliveries;
using AlertFlow.Deployment;
using AlertFlow.Functions.Tests.Simulation;
using AlertFlow.Incidents.Items;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.Proxy;

namespace AlertFlow.EndToEnd;

/// <summary>An unexpected error of the published executable leaves one line with all that on-call needs.</summary>
public sealed class ErrorLogTests
{
    [Fact]
    public async Task A_finding_that_cannot_be_committed_leaves_the_whole_exception_with_its_message_key_and_source()
    {
        await using var deployment = await Deployment.StartAsync(listens: false);
        deployment.Cloud.Proxy.Fault = call => call is { Service: "dynamodb" } ? new Fault.DropBefore() : null;
        var finding = Events.Sysdig("event-1", "Netcat", 0, 1, TimeProvider.System.GetUtcNow());

        var result = await deployment.Lambda.InvokeAsync("sysdig", Batch(deployment.SourceQueues["sysdig"], finding));

        Assert.Contains(Deployment.MessageId, result.Payload, StringComparison.Ordinal);
        var line = Errors(deployment, "stays on the queue").First(line => line["key"] is not null);
        Assert.Contains(Events.TaskArn(1), Text(line["key"]), StringComparison.Ordinal);
        Assert.Equal(("sysdig", Deployment.MessageId), (Text(line["source"]), Text(line["message_ids"]![0])));
        AssertWhole(line["exception"], "AlertFlow.Functions.Ingest.DecideStage");
        // The inner exception was never thrown, so that it has no stack.
        Assert.EndsWith("Exception", Text(line["exception"]!["inner"]![0]!["type"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_read_leaves_the_whole_exception_with_its_message_key_channel_and_receiver()
    {
        await using var deployment = await Deployment.StartAsync(listens: false);
        await deployment.Cloud.DynamoDb.PutItemAsync(
            deployment.Table,
            new()
            {
                [TableLayout.PartitionKey] = new() { S = "key-1" },
                [TableLayout.SortKey] = new() { S = "delivery#incident-1#slack" },
                ["item"] = new() { S = "{broken" },
            },
            TestContext.Current.CancellationToken);
        var wakeUp = DeliveryJson.Write(new WakeUp(new DeliveryStream("key-1", "incident-1", "slack"), 1));

        await deployment.Lambda.InvokeAsync("notify-slack", Batch(deployment.SourceQueues["sysdig"], wakeUp));

        var line = Assert.Single(Errors(deployment, "delivery interrupted"));
        Assert.Equal(
            ("key-1", "incident-1", "slack", "slack"),
            (Text(line["key"]), Text(line["incident"]), Text(line["channel"]), Text(line["receiver"])));
        Assert.Equal(Deployment.MessageId, Text(line["message_ids"]![0]));
        AssertWhole(line["exception"], "AlertFlow.Aws.DynamoDb.DynamoDeliveryStore");
        Assert.EndsWith("UnreadableItemException", Text(line["exception"]!["type"]), StringComparison.Ordinal);
        var inner = line["exception"]!["inner"]![0]!;
        AssertWhole(inner, "System.Text.Json");
        // The message is a sentence, and not the key of one.
        Assert.Contains("is an invalid start of a property name", Text(inner["message"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_that_cannot_begin_fails_and_leaves_the_whole_exception()
    {
        await using var deployment = await Deployment.StartAsync(listens: false);
        deployment.Cloud.Proxy.Fault = call => call is { Service: "dynamodb", Operation: "Query" } ? new Fault.DropBefore() : null;

        var result = await deployment.SweepAsync();

        Assert.NotNull(result.Error);
        AssertWhole(Assert.Single(Errors(deployment, "invocation failed"))["exception"], "AlertFlow.Functions.Sweep.Sweeper");
    }

    private static string Batch(string queueUrl, string body) => Deployment.BatchOf(LocalCloud.ArnOf(queueUrl), body);

    private static IEnumerable<JsonNode> Errors(Deployment deployment, string message) => deployment.Lambda.Log
        .Where(line => line.Line.StartsWith('{')).Select(line => JsonNode.Parse(line.Line)!)
        .Where(line => line["level"]?.GetValue<string>() is "Error" && Text(line["message"]) == message);

    private static void AssertWhole(JsonNode? exception, string frame)
    {
        Assert.NotNull(exception);
        Assert.EndsWith("Exception", Text(exception["type"]), StringComparison.Ordinal);
        Assert.NotEmpty(Text(exception["message"]));
        Assert.Contains($"at {frame}", Text(exception["stack"]), StringComparison.Ordinal);
    }

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}
