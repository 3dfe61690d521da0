using System.Globalization;
using System.Security.Cryptography;
using AlertFlow.Aws.DynamoDb;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Sources;
using Amazon.EventBridge.Model;
using Amazon.Runtime;

namespace AlertFlow.Cli.Doctor;

/// <summary>Sends a test finding and follows it through queue, table, outbox and deliveries.</summary>
internal sealed class CanaryRun(Clients clients, Examination examination, Stack stack, TimeProvider clock, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly DynamoIncidentStore incidents = new(clients.DynamoDb, stack[StackOutput.Table]!); // Stack.Missing has checked it.
    private readonly DynamoDeliveryStore deliveries = new(clients.DynamoDb, stack[StackOutput.Table]!);

    /// <param name="source">The source whose path is tested.</param>
    /// <param name="rehearsal">Says whether anybody is notified.</param>
    /// <param name="stage">Called with each new stage that the finding reaches.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Check> RunAsync(Source source, Rehearsal rehearsal, Action<string> stage, CancellationToken cancellationToken)
    {
        var part = rehearsal is Rehearsal.Page ? "test page" : $"canary {source.Name}";
        try
        {
            var letters = await examination.WaitingAsync(stack[StackOutput.SourceDeadLetterQueue(source.Name)]!, cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var canary = Canary.Event(
                rehearsal, stack.Partition, stack.Region, stack.Account, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), now);
            var begun = clock.GetTimestamp();
            if (await SendAsync(source, canary, cancellationToken) is { } refused)
            {
                return Check.Wrong(part, refused, "see that you may write to the bus and to the queue", Heading.NotArrived);
            }

            var seen = await FollowAsync(source, Canary.KeyOf(canary), letters, begun, stage, cancellationToken);
            return Journey.Of(part, seen, source.Trigger is SourceTrigger.EventBridge, source.Name, clock.GetElapsedTime(begun));
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return Examination.Unasked(part, exception, Heading.NotArrived);
        }
    }

    /// <returns>The reason why it was not accepted; null when it was.</returns>
    private async Task<string?> SendAsync(Source source, CanaryEvent canary, CancellationToken cancellationToken)
    {
        var body = Canary.BodyOf(source, canary);
        if (source.Trigger is not SourceTrigger.EventBridge bridge)
        {
            await clients.Sqs.SendMessageAsync(stack[StackOutput.SourceQueue(source.Name)], body, cancellationToken);
            return null;
        }

        var entry = new PutEventsRequestEntry
        {
            EventBusName = stack[StackOutput.EventBus],
            Source = Canary.EventSource,
            DetailType = bridge.DetailTypes[0],
            Detail = body,
        };
        var answer = await clients.EventBridge.PutEventsAsync(new PutEventsRequest { Entries = [entry] }, cancellationToken);
        return answer.FailedEntryCount > 0 ? $"the bus refused it: {answer.Entries[0].ErrorCode}: {answer.Entries[0].ErrorMessage}" : null;
    }

    private async Task<Sighting> FollowAsync(
        Source source, string key, int letters, long begun, Action<string> stage, CancellationToken cancellationToken)
    {
        Notification? told = null;
        var shown = "";
        while (true)
        {
            var seen = await LookAsync(source, key, letters, told, cancellationToken);
            told = seen.Told;
            if (Journey.Stage(seen) is var reached && reached != shown)
            {
                stage(shown = reached);
            }

            if (seen.HasArrived || clock.GetElapsedTime(begun) >= patience)
            {
                return seen;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <param name="told">The entry that was last seen in the outbox: the sweeper may have emptied it since.</param>
    private async Task<Sighting> LookAsync(Source source, string key, int letters, Notification? told, CancellationToken cancellationToken)
    {
        var stored = await incidents.ReadAsync(key, cancellationToken);
        if (stored?.Item is { } item)
        {
            var entry = item.Outbox.FirstOrDefault(entry => entry.Reason is Reason.Opened);
            return new()
            {
                Waiting = 0,
                Held = 0,
                DeadLetters = 0,
                Told = entry ?? told,
                IsRemoved = entry is null,
                Deliveries = await deliveries.OfKeyAsync(key, cancellationToken),
            };
        }

        var (waiting, held) = await examination.CountsAsync(stack[StackOutput.SourceQueue(source.Name)]!, cancellationToken);
        var dead = await examination.WaitingAsync(stack[StackOutput.SourceDeadLetterQueue(source.Name)]!, cancellationToken);
        return new() { Waiting = waiting, Held = held, DeadLetters = Math.Max(0, dead - letters) };
    }
}
