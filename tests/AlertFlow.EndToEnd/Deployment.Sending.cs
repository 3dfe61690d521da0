using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Deployment;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.Lambda;
using Amazon.SQS.Model;

namespace AlertFlow.EndToEnd;

/// <content>Gives the functions something to do.</content>
internal sealed partial class Deployment
{
    /// <summary>Lets the schedule beat once.</summary>
    public Task<LambdaResult> SweepAsync() => Lambda.InvokeAsync(
        FunctionRow.SweepName,
        """
        {"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa","detail-type":"Scheduled Event","source":"aws.scheduler",
        "account":"000000000000","time":"2026-01-01T00:00:00Z","region":"eu-central-1","resources":[],"detail":{}}
        """);

    /// <summary>An event with one message, as a queue's event source makes it.</summary>
    public static string BatchOf(string queueArn, string body) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["messageId"] = MessageId,
            ["receiptHandle"] = "handle",
            ["body"] = body,
            ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
            ["messageAttributes"] = new JsonObject(),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = queueArn,
            ["awsRegion"] = LocalCloud.Region,
        }),
    }.ToJsonString();

    public Task SendAsync(string source, params IEnumerable<string> bodies) => Parallel.ForEachAsync(
        bodies.Chunk(10),
        async (batch, cancellationToken) => await Cloud.Sqs.SendMessageBatchAsync(
            SourceQueues[source],
            [.. batch.Select((body, index) => new SendMessageBatchRequestEntry(index.ToString(CultureInfo.InvariantCulture), body))],
            cancellationToken));
}
