namespace AlertFlow.Aws.Queues;

/// <summary>How often a message was begun and never ended: each time the process died of it.</summary>
public interface IAttemptStore
{
    /// <summary>Counts an attempt before it is made.</summary>
    /// <returns>How many there are, this one included.</returns>
    Task<int> BeginAsync(string messageId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The process lives: nothing is held against the message.</summary>
    Task EndAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>How many attempts were begun and never ended.</summary>
    Task<int> OfAsync(string messageId, CancellationToken cancellationToken);
}
