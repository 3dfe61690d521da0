using System.Globalization;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;

namespace AlertFlow.Functions;

/// <summary>Surrounds every invocation: its log, its metrics and its deadline.</summary>
internal sealed class InvocationScope(string function, string metricsNamespace, TimeProvider clock)
{
    /// <summary>The work is cancelled this long before the end of the invocation, which is enough to answer.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(15);

    private readonly Stream output = Console.OpenStandardOutput();

    /// <summary>Handles a batch of a queue. The body of a message is as its sender wrote it: a source's event, or a wake-up.</summary>
    public Task<SQSBatchResponse> RunAsync(
        SQSEvent batch,
        ILambdaContext context,
        Func<IReadOnlyList<QueueMessage>, Invocation, CancellationToken, Task<IReadOnlyCollection<string>>> handle)
    {
        QueueMessage[] messages = [.. (batch.Records ?? []).Select(Message)];
        return RunAsync(
            context,
            async (invocation, cancellationToken) =>
            {
                var failed = await handle(messages, invocation, cancellationToken);
                return new SQSBatchResponse([.. failed.Select(id => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = id })]);
            },
            ("message_ids", messages.Select(message => message.Id)));
    }

    /// <summary>Runs the work of one invocation.</summary>
    /// <param name="context">Lambda's.</param>
    /// <param name="work">The work.</param>
    /// <param name="about">Says in an error what the work was about.</param>
    public async Task<T> RunAsync<T>(
        ILambdaContext context, Func<Invocation, CancellationToken, Task<T>> work, params (string Name, object? Value)[] about)
    {
        var traceId = LambdaTraceProvider.CurrentTraceId ?? context.TraceId;
        var invocation = new Invocation(output, clock, metricsNamespace, function, context.AwsRequestId, traceId);
        var left = context.RemainingTime - Reserve;
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero && left < LongestRun ? left : LongestRun);
        try
        {
            return await work(invocation, deadline.Token);
        }
        catch (Exception exception)
        {
            invocation.About(about).Error("invocation failed", exception);
            throw;
        }
        finally
        {
            invocation.Flush();
        }
    }

    private static QueueMessage Message(SQSEvent.SQSMessage message) =>
        new(message.EventSourceArn, message.MessageId, message.ReceiptHandle, message.Body ?? "", ReceivesOf(message));

    private static int ReceivesOf(SQSEvent.SQSMessage message)
    {
        var count = message.Attributes?.GetValueOrDefault("ApproximateReceiveCount");
        return int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var receives) ? receives : 1;
    }
}
