using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.SQS.Model;

namespace AlertFlow.EndToEnd;

/// <content>Waits for what the functions do, and looks at what they have sent.</content>
internal sealed partial class Deployment
{
    private static readonly string[] Counters =
        ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"];

    /// <summary>Ends a hang. A machine under load takes as long as it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>What SES was given: newest last.</summary>
    public async Task<IReadOnlyList<JsonNode>> MailsAsync()
    {
        using var http = new HttpClient();
        var store = JsonNode.Parse(await http.GetStringAsync(new Uri(Cloud.Servers["ses"], "store")))!;
        return [.. store["emails"]!.AsArray().Select(mail => mail!)];
    }

    /// <summary>Takes what the topic's subscriber has.</summary>
    public async Task<IReadOnlyList<JsonNode>> PublishedAsync() =>
        [.. (await TakeAsync(Subscriber)).Select(message => JsonNode.Parse(message.Body)!)];

    /// <summary>Takes everything that a queue has.</summary>
    public async Task<IReadOnlyList<Message>> TakeAsync(string queue)
    {
        List<Message> all = [];
        while (true)
        {
            var received = await Cloud.Sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest
                {
                    QueueUrl = queue,
                    MaxNumberOfMessages = 10,
                    WaitTimeSeconds = 0,
                    MessageAttributeNames = ["All"],
                    VisibilityTimeout = 600,
                });
            if (received.Messages is not { Count: > 0 } messages)
            {
                return all;
            }

            all.AddRange(messages);
        }
    }

    /// <summary>Waits until no queue of ours has anything to do.</summary>
    public async Task SettleAsync()
    {
        // A message that moves from a queue not yet counted to one that has been is missed once, not twice.
        var empty = 0;
        await WaitAsync(
            async () => (empty = await LeftAsync() == 0 ? empty + 1 : 0) == 2,
            () => $"messages are left\n{string.Join('\n', Lambda.Log.TakeLast(20).Select(line => line.Line))}");
    }

    /// <summary>Waits for what will come.</summary>
    public static Task WaitAsync(Func<bool> holds, string what) => WaitAsync(() => Task.FromResult(holds()), () => what);

    private static async Task WaitAsync(Func<Task<bool>> holds, Func<string> what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"After {Patience}: {what()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private async Task<int> LeftAsync()
    {
        var left = 0;
        foreach (var queue in SourceQueues.Values.Concat(ChannelQueues))
        {
            var attributes = (await Cloud.Sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes;
            left += Counters.Sum(name => int.Parse(attributes[name], CultureInfo.InvariantCulture));
        }

        return left;
    }
}
