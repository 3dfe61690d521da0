using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AlertFlow.Aws.Queues;

/// <summary>Queues of SQS.</summary>
public sealed class SqsQueues(IAmazonSQS client) : IQueues
{
    /// <summary>The attribute of a dead-lettered message that says why.</summary>
    public const string ReasonAttribute = "reason";

    private const int BatchSize = 10;
    private const int LongestReason = 512;

    public async Task<int> SendAsync(string queueUrl, IReadOnlyList<string> bodies, CancellationToken cancellationToken)
    {
        var refused = 0;
        foreach (var batch in bodies.Chunk(BatchSize))
        {
            var answer = await client.SendMessageBatchAsync(
                new SendMessageBatchRequest
                {
                    QueueUrl = queueUrl,
                    Entries = [.. batch.Select((body, index) => new SendMessageBatchRequestEntry { Id = Id(index), MessageBody = body })],
                },
                cancellationToken);
            refused += answer.Failed?.Count ?? 0;
        }

        return refused;
    }

    public Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken) => client.SendMessageAsync(
        new SendMessageRequest
        {
            QueueUrl = queueUrl,
            MessageBody = body,
            MessageAttributes = new()
            {
                [ReasonAttribute] = new() { DataType = "String", StringValue = reason.Length <= LongestReason ? reason : reason[..LongestReason] },
            },
        },
        cancellationToken);

    public Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken) => client.ChangeMessageVisibilityAsync(
        new ChangeMessageVisibilityRequest
        {
            QueueUrl = UrlOf(message.QueueArn),
            ReceiptHandle = message.Receipt,
            VisibilityTimeout = (int)Math.Clamp(Math.Ceiling(delay.TotalSeconds), 0, TimeSpan.FromHours(12).TotalSeconds),
        },
        cancellationToken);

    public async Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var batch in messages.GroupBy(message => message.QueueArn).SelectMany(queue => queue.Chunk(BatchSize)))
        {
            await client.DeleteMessageBatchAsync(
                new DeleteMessageBatchRequest
                {
                    QueueUrl = UrlOf(batch[0].QueueArn),
                    Entries = [.. batch.Select((message, index) => new DeleteMessageBatchRequestEntry { Id = Id(index), ReceiptHandle = message.Receipt })],
                },
                cancellationToken);
        }
    }

    /// <summary><c>arn:aws:sqs:REGION:ACCOUNT:NAME</c>; the client sends to its own endpoint whatever the host says.</summary>
    private static string UrlOf(string arn)
    {
        var parts = arn.Split(':', 6);
        return parts.Length == 6 ? $"https://sqs.{parts[3]}.amazonaws.com/{parts[4]}/{parts[5]}" : throw new ArgumentException($"No ARN of a queue: {arn}", nameof(arn));
    }

    private static string Id(int index) => index.ToString(CultureInfo.InvariantCulture);
}
