using System.Diagnostics.CodeAnalysis;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using Amazon.Runtime;

namespace AlertFlow.Aws.Senders;

/// <summary>Turns a call of an AWS service that sends something into a delivery result.</summary>
internal static class AwsCall
{
    [SuppressMessage("Design", "CA1031", Justification = "An error in one call is tried again and costs no other message of the batch.")]
    public static async Task<DeliveryResult> TryAsync(string who, Func<Task<string>> call, CancellationToken cancellationToken)
    {
        try
        {
            return new DeliveryResult.Delivered(await call(), Conversation: null);
        }
        catch (AmazonServiceException exception)
        {
            return AwsOutcome.Of((int)exception.StatusCode, exception.ErrorCode, who);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpOutcome.TimedOut(who);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HttpOutcome.Unreachable($"{who} ({exception.GetType().Name})", sent: true);
        }
    }
}
