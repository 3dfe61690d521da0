using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace AlertFlow.Aws.Queues;

/// <summary>Sends to and takes from queues of SQS.</summary>
public sealed class SqsQueues(IAmazonSQS client) : IQueues
{
    /// <summary>The attribute of a dead letter that holds its reason.</summary>
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
                    Entries = [.. batch.Select((body, index) => new SendMessageBatchRequestEntry(Id(index), body))],
                },
                cancellationToken);
            refused += answer.Failed?.Count ?? 0;
        }

        return refused;
    }

    public Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken)
    {
        var attribute = new MessageAttributeValue { DataType = "String", StringValue = reason[..Math.Min(reason.Length, LongestReason)] };
        return client.SendMessageAsync(
            new SendMessageRequest { QueueUrl = queueUrl, MessageBody = body, MessageAttributes = new() { [ReasonAttribute] = attribute } },
            cancellationToken);
    }

    public Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Clamp(Math.Ceiling(delay.TotalSeconds), 0, TimeSpan.FromHours(12).TotalSeconds);
        return client.ChangeMessageVisibilityAsync(UrlOf(message.QueueArn), message.Receipt, seconds, cancellationToken);
    }

    public async Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var batch in messages.GroupBy(message => message.QueueArn).SelectMany(queue => queue.Chunk(BatchSize)))
        {
            await client.DeleteMessageBatchAsync(
                new DeleteMessageBatchRequest
                {
                    QueueUrl = UrlOf(batch[0].QueueArn),
                    Entries = [.. batch.Select((message, index) => new DeleteMessageBatchRequestEntry(Id(index), message.Receipt))],
                },
                cancellationToken);
        }
    }

    /// <summary><c>arn:aws:sqs:REGION:ACCOUNT:NAME</c>; the client uses its own endpoint whatever the host is.</summary>
    private static string UrlOf(string arn)
    {
        var parts = arn.Split(':', 6);
        return parts.Length == 6 ? $"https://sqs.{parts[3]}.amazonaws.com/{parts[4]}/{parts[5]}"
            : throw new ArgumentException($"'{arn}' is not the ARN of a queue", nameof(arn));
    }

    private static string Id(int index) => index.ToString(CultureInfo.InvariantCulture);
}
