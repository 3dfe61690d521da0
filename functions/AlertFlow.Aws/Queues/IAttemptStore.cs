namespace AlertFlow.Aws.Queues;

/// <summary>Counts the attempts at a message that never ended: each one crashed the process.</summary>
public interface IAttemptStore
{
    /// <summary>Counts an attempt before it is made.</summary>
    /// <returns>The number of attempts that never ended, this one included.</returns>
    Task<int> BeginAsync(string messageId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets the attempts at a message that did not crash the process.</summary>
    Task EndAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>Returns the number of attempts that never ended.</summary>
    Task<int> CountAsync(string messageId, CancellationToken cancellationToken);
}
