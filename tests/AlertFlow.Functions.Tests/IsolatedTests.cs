using System.Text.Json.Nodes;
using AlertFlow.Aws.Queues;
using AlertFlow.Functions.Logging;

namespace AlertFlow.Functions.Tests;

/// <summary>One failure costs no other, and its log line has all that on-call needs.</summary>
public sealed class IsolatedTests : IDisposable
{
    private readonly MemoryStream output = new();
    private readonly Invocation invocation;

    public IsolatedTests() => invocation = new Invocation(output, TimeProvider.System, "AlertFlow", "test", "request", "trace");

    public void Dispose() => output.Dispose();

    [Fact]
    public async Task An_item_whose_work_throws_is_returned_and_the_work_of_all_others_is_done()
    {
        var done = 0;

        Task WorkAsync(int item)
        {
            Interlocked.Increment(ref done);
            return item % 10 == 3 ? throw new TimeoutException() : Task.CompletedTask;
        }

        var failed = await Isolated.ForEachAsync(
            Enumerable.Range(0, 100), item => invocation.About(("key", item)), "visit failed", (item, _) => WorkAsync(item));

        Assert.Equal([3, 13, 23, 33, 43, 53, 63, 73, 83, 93], failed.Order());
        Assert.Equal(100, done);
        Assert.Equal(failed.Order(), LogLines.Of(output).Select(line => line["key"]!.GetValue<int>()).Order());
    }

    [Fact]
    public async Task A_failure_is_logged_with_its_stack_its_inner_exceptions_and_the_innermost_subject()
    {
        var message = new QueueMessage("arn", "message-1", "receipt", "body", 1);
        var ofSource = invocation.About(("source", "acme"), ("message_ids", new[] { "the", "whole", "batch" }));

        Assert.False(await Isolated.TryAsync(ofSource, message, ThrowAsync));

        var line = Assert.Single(LogLines.Of(output));
        Assert.Equal(("Error", "stays on the queue", "acme"), (Text(line["level"]), Text(line["message"]), Text(line["source"])));
        Assert.Equal("""["message-1"]""", line["message_ids"]!.ToJsonString());
        var exception = line["exception"]!;
        Assert.Equal(("System.InvalidOperationException", "outer"), (Text(exception["type"]), Text(exception["message"])));
        Assert.Contains(nameof(ThrowAsync), Text(exception["stack"]), StringComparison.Ordinal);
        var several = Assert.Single(exception["inner"]!.AsArray())!;
        Assert.Equal(["first", "second"], several["inner"]!.AsArray().Select(inner => Text(inner!["message"])));
        Assert.Equal("innermost", Text(several["inner"]![1]!["inner"]![0]!["message"]));
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static async Task ThrowAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException(
            "outer", new AggregateException(new TimeoutException("first"), new IOException("second", new TimeoutException("innermost"))));
    }
}
