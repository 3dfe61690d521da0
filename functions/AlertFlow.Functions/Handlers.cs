using System.Globalization;
using AlertFlow.Aws.Queues;
using AlertFlow.Functions.Ingest;
using AlertFlow.Functions.Logging;
using AlertFlow.Functions.Notify;
using AlertFlow.Functions.Sweep;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;

namespace AlertFlow.Functions;

/// <summary>
/// Events of one source, as they lie on its queue. What EventBridge has put there is a <c>CloudWatchEvent</c>, whose detail is the
/// finding; what a product has put there is as the product writes it. The source's own parser knows.
/// </summary>
internal sealed class IngestFunction(Ingestion ingestion, InvocationScope scope)
{
    public Task<SQSBatchResponse> HandleAsync(SQSEvent batch, ILambdaContext context) => scope.RunAsync(batch, context, ingestion.HandleAsync);
}

/// <summary>Wake-ups of one channel.</summary>
internal sealed class NotifyFunction(Courier courier, InvocationScope scope)
{
    public Task<SQSBatchResponse> HandleAsync(SQSEvent batch, ILambdaContext context) => scope.RunAsync(batch, context, courier.HandleAsync);
}

/// <summary>The schedule's beat.</summary>
internal sealed class SweepFunction(Sweeper sweeper, InvocationScope scope)
{
    public Task HandleAsync(ScheduledEvent beat, ILambdaContext context) => scope.RunAsync(context, sweeper.RunAsync);
}

/// <summary>What surrounds every invocation: its log, its metrics, and its deadline.</summary>
internal sealed class InvocationScope(string function, string metricsNamespace, TimeProvider clock)
{
    /// <summary>What is left of an invocation when its work is cancelled: enough to answer.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    private readonly Stream output = Console.OpenStandardOutput();

    public Task<SQSBatchResponse> RunAsync(
        SQSEvent batch,
        ILambdaContext context,
        Func<IReadOnlyList<QueueMessage>, Invocation, CancellationToken, Task<IReadOnlyCollection<string>>> handle) => RunAsync(
        context,
        async (invocation, cancellationToken) =>
        {
            var failed = await handle([.. (batch.Records ?? []).Select(Message)], invocation, cancellationToken);
            return new SQSBatchResponse([.. failed.Select(id => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = id })]);
        });

    public async Task<T> RunAsync<T>(ILambdaContext context, Func<Invocation, CancellationToken, Task<T>> work)
    {
        var invocation = new Invocation(output, clock, metricsNamespace, function, context.AwsRequestId, LambdaTraceProvider.CurrentTraceId ?? context.TraceId);
        var left = context.RemainingTime - Reserve;
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero && left < TimeSpan.FromMinutes(15) ? left : TimeSpan.FromMinutes(15));
        try
        {
            return await work(invocation, deadline.Token);
        }
        finally
        {
            invocation.Flush();
        }
    }

    private static QueueMessage Message(SQSEvent.SQSMessage message) => new(
        message.EventSourceArn,
        message.MessageId,
        message.ReceiptHandle,
        message.Body ?? "",
        int.TryParse(message.Attributes?.GetValueOrDefault("ApproximateReceiveCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var receives) ? receives : 1);
}
