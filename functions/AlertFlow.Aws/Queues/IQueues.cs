namespace AlertFlow.Aws.Queues;

/// <summary>A message as it was received: what it takes to delete it, to let it wait, or to put it aside.</summary>
/// <param name="QueueArn">The queue that it came from.</param>
/// <param name="Id">The message's id: the same each time that it is received.</param>
/// <param name="Receipt">The handle of this receipt.</param>
/// <param name="Body">As it was sent.</param>
/// <param name="Receives">How often it was received, this time included.</param>
public sealed record QueueMessage(string QueueArn, string Id, string Receipt, string Body, int Receives);

/// <summary>The queues that functions send to and take from.</summary>
public interface IQueues
{
    /// <summary>Sends bodies to one queue, in batches.</summary>
    /// <returns>How many were refused.</returns>
    Task<int> SendAsync(string queueUrl, IReadOnlyList<string> bodies, CancellationToken cancellationToken);

    /// <summary>Puts something aside for people, whole, with the reason as an attribute.</summary>
    Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken);

    /// <summary>Lets a message be received again after a while.</summary>
    Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken);

    Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken);
}
