using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using AlertFlow.Aws.Queues;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Functions.Logging;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Storing;
using AlertFlow.Reading;
using AlertFlow.Routing;
using AlertFlow.Sources;

namespace AlertFlow.Functions.Ingest;

/// <summary>
/// Messages of one source: read, decided, committed. What cannot be read is dead-lettered with its reason; what fails for a
/// while stays on the queue by itself; what has killed the process before is tried last and alone.
/// </summary>
public sealed class Ingestion(
    Source source, Commit commit, RoutingConfig config, IQueues queues, WakeUps wakeUps, IAttemptStore attempts, string deadLetterQueue, TimeProvider clock)
{
    /// <summary>So often a message may take the process with it.</summary>
    public const int MaxCrashes = 3;

    /// <summary>Of a body in which more cannot be read, one letter is made: a megabyte of garbage has half a million lines.</summary>
    public const int MostLetters = 100;

    private const int Parallelism = 8;

    /// <returns>The ids of the messages that stay on the queue.</returns>
    public async Task<IReadOnlyCollection<string>> HandleAsync(IReadOnlyList<QueueMessage> messages, Invocation invocation, CancellationToken cancellationToken)
    {
        QueueMessage[] fresh = [.. messages.Where(message => message.Receives <= 1)];
        QueueMessage[] suspects = [.. messages.Where(message => message.Receives > 1)];
        var failed = await ProcessAsync(fresh, invocation, cancellationToken);
        if (suspects.Length > 0)
        {
            // Should one of the suspects kill the process, these are not received again for it.
            await TryAsync(() => queues.DeleteAsync([.. fresh.Where(message => !failed.Contains(message.Id))], cancellationToken), invocation);
            failed.UnionWith(await ProcessSuspectsAsync(suspects, invocation, cancellationToken));
        }

        invocation.Measure(Metric.MessagesRetried, source.Name, failed.Count);
        return failed;
    }

    private async Task<HashSet<string>> ProcessSuspectsAsync(QueueMessage[] suspects, Invocation invocation, CancellationToken cancellationToken)
    {
        HashSet<string> failed = [.. suspects.Select(suspect => suspect.Id)];
        var crashes = await Task.WhenAll(suspects.Select(async suspect => (Suspect: suspect, Crashes: await attempts.CountAsync(suspect.Id, cancellationToken))));
        foreach (var (suspect, _) in crashes.OrderBy(one => one.Crashes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var done = await TryAsync(
                async () =>
                {
                    var begun = await attempts.BeginAsync(suspect.Id, clock.GetUtcNow(), cancellationToken);
                    if (begun > MaxCrashes)
                    {
                        await DeadLetterAsync(suspect.Body, $"the function died {MaxCrashes} times while it handled this message alone", invocation, cancellationToken);
                    }
                    else if ((await ProcessAsync([suspect], invocation, cancellationToken)).Count > 0)
                    {
                        await attempts.EndAsync(suspect.Id, cancellationToken);
                        return false;
                    }

                    await queues.DeleteAsync([suspect], cancellationToken);
                    await attempts.EndAsync(suspect.Id, cancellationToken);
                    return true;
                },
                invocation);
            if (done)
            {
                failed.Remove(suspect.Id);
            }
        }

        return failed;
    }

    private async Task<HashSet<string>> ProcessAsync(IReadOnlyList<QueueMessage> messages, Invocation invocation, CancellationToken cancellationToken)
    {
        var failed = new HashSet<string>();
        var received = new List<(QueueMessage Message, Finding Finding)>();
        foreach (var message in messages)
        {
            if (!await TryAsync(() => ReadAsync(message, received, invocation, cancellationToken), invocation))
            {
                failed.Add(message.Id);
            }
        }

        received.RemoveAll(one => failed.Contains(one.Message.Id));
        var gate = new Lock();
        await Parallel.ForEachAsync(
            received.GroupBy(one => IncidentKey.Of(one.Finding)),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = CancellationToken.None },
            async (key, _) =>
            {
                if (!await TryAsync(() => CommitAsync(key.Key, [.. key.Select(one => one.Finding)], invocation, cancellationToken), invocation))
                {
                    lock (gate)
                    {
                        failed.UnionWith(key.Select(one => one.Message.Id));
                    }
                }
            });
        foreach (var message in messages.Where(message => failed.Contains(message.Id)))
        {
            await TryAsync(() => queues.DelayAsync(message, BackOff(message.Receives), cancellationToken), invocation);
        }

        return failed;
    }

    private async Task ReadAsync(QueueMessage message, List<(QueueMessage, Finding)> received, Invocation invocation, CancellationToken cancellationToken)
    {
        var elements = Source.ParseBody(Encoding.UTF8.GetBytes(message.Body), source);
        var unread = new List<(EventElement Element, string Reason)>();
        foreach (var (element, result) in elements)
        {
            switch (result)
            {
                case ParseResult.Parsed parsed:
                    received.Add((message, parsed.Finding));
                    if (Rehearsals.Of(parsed.Finding) is not null)
                    {
                        break;
                    }

                    invocation.Measure(Metric.FindingsReceived, source.Name);
                    if (parsed.Finding.Resources is not [{ Type: "AWS::ECS::Task" }, ..])
                    {
                        invocation.Measure(Metric.FindingsWithoutTask, source.Name);
                    }

                    break;
                case ParseResult.Ignored ignored:
                    invocation.Info("ignored", ("source", source.Name), ("message_id", message.Id), ("reason", ignored.Reason));
                    invocation.Measure(Metric.FindingsIgnored, source.Name);
                    break;
                case ParseResult.Malformed malformed:
                    unread.Add((element, malformed.Reason));
                    break;
            }
        }

        if (unread.Count > MostLetters)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"{unread.Count} of its {elements.Count} elements cannot be read; the first: {unread[0].Reason}");
            await DeadLetterAsync(message.Body, reason, invocation, cancellationToken);
            return;
        }

        foreach (var (element, reason) in unread)
        {
            await DeadLetterAsync(Encoding.UTF8.GetString(element.Bytes.Span), reason, invocation, cancellationToken);
        }
    }

    private async Task CommitAsync(string key, IReadOnlyList<Finding> findings, Invocation invocation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        RoutingDecision[] arrivals = [.. findings.Select(finding => RoutingDecision.Resolve(config, finding, now))];
        var decision = await commit.FindingsAsync(key, arrivals, now, cancellationToken);
        if (decision.Unreadable is { } unreadable)
        {
            invocation.Warn("item unreadable, set aside", ("key", key), ("detail", unreadable));
            invocation.Measure(Metric.ItemsUnreadable, null);
        }

        foreach (var (arrival, outcome) in arrivals.Zip(decision.Outcomes))
        {
            DecisionLine.Write(invocation, key, arrival, decision.Item.Incident.Id, outcome, config);
        }

        await wakeUps.SendAsync(decision.Outcomes.SelectMany(outcome => outcome.Notification is { } told ? WakeUps.Of(key, told) : []), invocation, cancellationToken);
    }

    private async Task DeadLetterAsync(string body, string reason, Invocation invocation, CancellationToken cancellationToken)
    {
        await queues.DeadLetterAsync(deadLetterQueue, body, reason, cancellationToken);
        invocation.Warn("dead-lettered", ("source", source.Name), ("reason", reason), ("bytes", Encoding.UTF8.GetByteCount(body)));
        invocation.Measure(Metric.FindingsMalformed, source.Name);
    }

    /// <summary>5 s, 10 s, 20 s, up to 5 min.</summary>
    private static TimeSpan BackOff(int receives) => TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(receives, 16) - 1), 300));

    private static Task<bool> TryAsync(Func<Task> work, Invocation invocation) => TryAsync(
        async () =>
        {
            await work();
            return true;
        },
        invocation);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one message leaves it on the queue, and costs no other.")]
    private static async Task<bool> TryAsync(Func<Task<bool>> work, Invocation invocation)
    {
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            invocation.Error("stays on the queue", exception);
            return false;
        }
    }
}
