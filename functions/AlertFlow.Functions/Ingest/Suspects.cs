namespace AlertFlow.Functions.Ingest;

/// <summary>
/// Messages that were received before: one of them may have crashed the process. Each is tried alone, those with the fewest
/// crashes first.
/// </summary>
internal sealed class Suspects(IAttemptStore attempts, IQueues queues, DeadLetters deadLetters, TimeProvider clock)
{
    /// <summary>Dead-letter a message after it has crashed the process this often.</summary>
    private const int MaxCrashes = 3;

    /// <param name="ingest">Returns the ids of the messages that failed.</param>
    /// <returns>The ids of the messages that stay on the queue.</returns>
    public async Task<HashSet<string>> RunAsync(
        QueueMessage[] suspects,
        Func<IReadOnlyList<QueueMessage>, Invocation, CancellationToken, Task<HashSet<string>>> ingest,
        Invocation invocation,
        CancellationToken cancellationToken)
    {
        HashSet<string> failed = [.. suspects.Select(suspect => suspect.Id)];
        var crashes = await Task.WhenAll(suspects.Select(
            async suspect => (Suspect: suspect, Crashes: await attempts.CountAsync(suspect.Id, cancellationToken))));
        foreach (var (suspect, _) in crashes.OrderBy(one => one.Crashes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Isolated.TryAsync(
                invocation,
                suspect,
                async () =>
                {
                    if (await attempts.BeginAsync(suspect.Id, clock.GetUtcNow(), cancellationToken) > MaxCrashes)
                    {
                        var reason = $"the function died {MaxCrashes} times while it handled this message alone";
                        await deadLetters.SendAsync(suspect.Body, reason, invocation, cancellationToken);
                    }
                    else if ((await ingest([suspect], invocation, cancellationToken)).Count > 0)
                    {
                        await attempts.EndAsync(suspect.Id, cancellationToken);
                        return;
                    }

                    await queues.DeleteAsync([suspect], cancellationToken);
                    await attempts.EndAsync(suspect.Id, cancellationToken);
                    failed.Remove(suspect.Id);
                });
        }

        return failed;
    }
}
