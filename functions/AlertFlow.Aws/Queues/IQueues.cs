namespace AlertFlow.Aws.Queues;

/// <summary>A message as it was received, with all that is needed to delete, delay or dead-letter it.</summary>
/// <param name="QueueArn">The queue of the message.</param>
/// <param name="Id">The id of the message, the same each time it is received.</param>
/// <param name="Receipt">The receipt handle of this time.</param>
/// <param name="Body">The body as it was sent.</param>
/// <param name="Receives">The number of times it was received, this time included.</param>
public sealed record QueueMessage(string QueueArn, string Id, string Receipt, string Body, int Receives);

/// <summary>The queues that functions send to and take from.</summary>
public interface IQueues
{
    /// <summary>Sends bodies to one queue, in batches.</summary>
    /// <returns>The number of bodies that were refused.</returns>
    Task<int> SendAsync(string queueUrl, IReadOnlyList<string> bodies, CancellationToken cancellationToken);

    /// <summary>Sends a whole body to a dead-letter queue, with the reason as an attribute.</summary>
    Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken);

    /// <summary>Delays a message: it is received again after a while.</summary>
    Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken);

    Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken);
}
