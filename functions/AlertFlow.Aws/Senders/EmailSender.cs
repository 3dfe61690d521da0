using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using Amazon.SimpleEmailV2;
using Amazon.SimpleEmailV2.Model;

namespace AlertFlow.Aws.Senders;

/// <summary>Sends MIME through SES.</summary>
/// <seealso href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html"/>
public sealed class EmailSender(IAmazonSimpleEmailServiceV2 client)
{
    public Task<DeliveryResult> SendAsync(EmailRequest request, CancellationToken cancellationToken) =>
        AwsCall.TryAsync("SES", async () => (await client.SendEmailAsync(Email(request), cancellationToken)).MessageId, cancellationToken);

    private static SendEmailRequest Email(EmailRequest request) => new()
    {
        FromEmailAddress = request.From,
        Destination = new Destination { ToAddresses = [.. request.To] },
        Content = new EmailContent { Raw = new RawMessage { Data = Mime.Of(request) } },
    };
}
