using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AlertFlow.LocalAws.Lambda;

/// <summary>
/// The event source between a queue and a function: long polls, whole batches, <c>batchItemFailures</c>. What failed stays on
/// the queue until it is visible again. A batch that failed as a whole is visible again at once, where AWS lets the visibility
/// timeout pass: so that timeout can be long, and never passes while a slow machine is still at work.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html"/>
public sealed class SqsEventSource(IAmazonSQS sqs, string queueUrl, LambdaService lambda, string function) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> pollers = [];

    /// <summary>The name of the function.</summary>
    public string Function => function;

    public int BatchSize { get; init; } = 10;

    /// <summary>How often each message was handed to the function.</summary>
    public ConcurrentDictionary<string, int> Receives { get; } = new();

    /// <summary>What was thrown at the poller itself: a test that finds anything here fails.</summary>
    public ConcurrentQueue<Exception> Broken { get; } = new();

    public void Start(int pollerCount = 2) => pollers.AddRange(Enumerable.Range(0, pollerCount).Select(_ => Task.Run(PollAsync)));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(pollers);
        stop.Dispose();
    }

    private async Task PollAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var received = await sqs.ReceiveMessageAsync(
                    new ReceiveMessageRequest
                    {
                        QueueUrl = queueUrl,
                        MaxNumberOfMessages = BatchSize,
                        WaitTimeSeconds = 1,
                        MessageSystemAttributeNames = ["All"],
                        MessageAttributeNames = ["All"],
                    },
                    stop.Token);
                if (received.Messages is { Count: > 0 } messages)
                {
                    await HandleAsync(messages);
                }
            }
            catch (OperationCanceledException)
            {
                // The end.
            }
            catch (AmazonSQSException exception)
            {
                Broken.Enqueue(exception);
            }
        }
    }

    private async Task HandleAsync(List<Message> messages)
    {
        messages.ForEach(message => Receives.AddOrUpdate(message.MessageId, 1, (_, count) => count + 1));
        var result = await lambda.InvokeAsync(function, EventOf(messages).ToJsonString());
        if (result.Error is not null || FailuresOf(result.Payload, messages) is not { } failed)
        {
            await sqs.ChangeMessageVisibilityBatchAsync(
                queueUrl,
                [
                    .. messages.Select(message =>
                        new ChangeMessageVisibilityBatchRequestEntry(message.MessageId, message.ReceiptHandle) { VisibilityTimeout = 0 }),
                ],
                CancellationToken.None);
            return;
        }

        var done = messages.Where(message => !failed.Contains(message.MessageId)).ToList();
        if (done.Count > 0)
        {
            await sqs.DeleteMessageBatchAsync(
                queueUrl,
                [.. done.Select(message => new DeleteMessageBatchRequestEntry(message.MessageId, message.ReceiptHandle))],
                CancellationToken.None);
        }
    }

    /// <returns>What stays on the queue; null: everything, since an id is unknown or the answer is none.</returns>
    private static HashSet<string>? FailuresOf(string? payload, List<Message> messages)
    {
        var failed = (JsonNode.Parse(payload ?? "null")?["batchItemFailures"] as JsonArray ?? [])
            .Select(failure => failure?["itemIdentifier"]?.GetValue<string>() ?? "").ToHashSet();
        return failed.All(id => messages.Exists(message => message.MessageId == id)) ? failed : null;
    }

    private JsonObject EventOf(List<Message> messages) => new()
    {
        ["Records"] = new JsonArray([.. messages.Select(RecordOf)]),
    };

    private JsonNode RecordOf(Message message) => new JsonObject
    {
        ["messageId"] = message.MessageId,
        ["receiptHandle"] = message.ReceiptHandle,
        ["body"] = message.Body,
        ["attributes"] = new JsonObject(
            (message.Attributes ?? []).Select(attribute => KeyValuePair.Create<string, JsonNode?>(attribute.Key, attribute.Value))),
        ["messageAttributes"] = new JsonObject(),
        ["md5OfBody"] = message.MD5OfBody,
        ["eventSource"] = "aws:sqs",
        ["eventSourceARN"] = LocalCloud.ArnOf(queueUrl),
        ["awsRegion"] = LocalCloud.Region,
    };
}
