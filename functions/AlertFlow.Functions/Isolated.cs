using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AlertFlow.Functions;

/// <summary>Work in which one failure costs no other: an exception is logged, and the work counts as failed.</summary>
internal static class Isolated
{
    public const string StaysOnTheQueue = "stays on the queue";

    private const int Parallelism = 8;

    /// <param name="invocation">Knows what the work is about.</param>
    /// <param name="onFailure">The message of the log line where the work throws.</param>
    /// <returns>True when the work returned, false when it threw.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one piece of work costs no other.")]
    public static async Task<bool> TryAsync(Invocation invocation, string onFailure, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception)
        {
            invocation.Error(onFailure, exception);
            return false;
        }
    }

    /// <summary>Does work on a message; where it throws, the message stays on the queue.</summary>
    public static Task<bool> TryAsync(Invocation invocation, QueueMessage message, Func<Task> work) =>
        TryAsync(invocation.About(("message_ids", new[] { message.Id })), StaysOnTheQueue, work);

    /// <summary>Does the work of every item, eight at a time.</summary>
    /// <returns>The items whose work threw.</returns>
    public static async Task<IReadOnlyCollection<T>> ForEachAsync<T>(
        IEnumerable<T> items, Func<T, Invocation> about, string onFailure, Func<T, Invocation, Task> work)
    {
        var failed = new ConcurrentBag<T>();
        await Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (item, _) =>
            {
                var invocation = about(item);
                if (!await TryAsync(invocation, onFailure, () => work(item, invocation)))
                {
                    failed.Add(item);
                }
            });
        return failed;
    }
}
