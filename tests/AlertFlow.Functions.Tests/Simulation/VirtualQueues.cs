using System.Globalization;
using AlertFlow.Aws.Queues;

namespace AlertFlow.Functions.Tests.Simulation;

/// <summary>
/// Standard queues on a virtual clock. As SQS may, they keep no order and deliver some messages twice. The real protocol is
/// tested end to end.
/// </summary>
internal sealed class VirtualQueues(TimeProvider clock, Random random, double duplicates) : IQueues
{
    public static readonly TimeSpan Visibility = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Entry>> queues = [];
    private int messages;

    public List<(string Body, string Reason)> DeadLetters { get; } = [];

    /// <summary>The largest receive count of the messages with a body.</summary>
    public Dictionary<string, int> Receives { get; } = [];

    public void Put(string queue, string body)
    {
        lock (gate)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"m-{++messages}");
            Queue(queue).Add(new Entry { Id = id, Body = body, VisibleAt = clock.GetUtcNow() });
        }
    }

    /// <summary>The time at which the next message can be received; null where all queues are empty.</summary>
    public DateTimeOffset? NextAt
    {
        get
        {
            lock (gate)
            {
                return queues.Values.SelectMany(queue => queue).Min(entry => (DateTimeOffset?)entry.VisibleAt);
            }
        }
    }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return queues.Values.Sum(queue => queue.Count);
            }
        }
    }

    public IReadOnlyList<QueueMessage> Receive(string queue, int most)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var visible = Queue(queue).Where(entry => entry.VisibleAt <= now).OrderBy(_ => random.Next()).Take(most).ToList();
            return [.. visible.Select(entry => Received(queue, entry, now))];
        }
    }

    public void Delete(QueueMessage message)
    {
        lock (gate)
        {
            Queue(message.QueueArn).RemoveAll(entry => entry.Id == message.Id);
        }
    }

    public Task<int> SendAsync(string queueUrl, IReadOnlyList<string> bodies, CancellationToken cancellationToken)
    {
        bodies.ToList().ForEach(body => Put(queueUrl, body));
        return Task.FromResult(0);
    }

    public Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            DeadLetters.Add((body, reason));
            return Task.CompletedTask;
        }
    }

    public Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (Queue(message.QueueArn).Find(entry => entry.Id == message.Id) is { } entry)
            {
                entry.VisibleAt = clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));
            }

            return Task.CompletedTask;
        }
    }

    public Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        messages.ToList().ForEach(Delete);
        return Task.CompletedTask;
    }

    private QueueMessage Received(string queue, Entry entry, DateTimeOffset now)
    {
        entry.Receives++;
        Receives[entry.Body] = Math.Max(Receives.GetValueOrDefault(entry.Body), entry.Receives);
        entry.VisibleAt = random.NextDouble() < duplicates ? now : now + Visibility;
        return new QueueMessage(
            queue, entry.Id, string.Create(CultureInfo.InvariantCulture, $"r-{entry.Id}-{entry.Receives}"), entry.Body, entry.Receives);
    }

    private List<Entry> Queue(string name) => queues.TryGetValue(name, out var queue) ? queue : queues[name] = [];

    private sealed class Entry
    {
        public required string Id { get; init; }
        public required string Body { get; init; }
        public required DateTimeOffset VisibleAt { get; set; }
        public int Receives { get; set; }
    }
}
