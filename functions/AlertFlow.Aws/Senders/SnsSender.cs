using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace AlertFlow.Aws.Senders;

/// <summary>Publishes to a topic.</summary>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html"/>
public sealed class SnsSender(IAmazonSimpleNotificationService client)
{
    public Task<DeliveryResult> SendAsync(SnsRequest request, CancellationToken cancellationToken) =>
        AwsCall.TryAsync(
            "SNS", async () => (await client.PublishAsync(Publication(request), cancellationToken)).MessageId, cancellationToken);

    private static PublishRequest Publication(SnsRequest request) => new()
    {
        TopicArn = request.TopicArn,
        Subject = request.Subject,
        Message = request.Message,
        MessageStructure = SnsRequest.MessageStructure,
        MessageAttributes = request.Attributes.ToDictionary(
            attribute => attribute.Key,
            attribute => new MessageAttributeValue { DataType = "String", StringValue = attribute.Value }),
        MessageGroupId = request.GroupId,
        MessageDeduplicationId = request.DeduplicationId,
    };
}
