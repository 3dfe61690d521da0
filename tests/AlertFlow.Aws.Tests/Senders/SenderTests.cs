using System.Text.Json.Nodes;
using AlertFlow.Aws.Senders;
using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Sns;
using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.LocalAws;
using AlertFlow.LocalAws.Proxy;
using Amazon.SimpleEmailV2;
using Amazon.SimpleNotificationService;

namespace AlertFlow.Aws.Tests.Senders;

/// <summary>Requests to SES and SNS, and the meaning of their errors.</summary>
public sealed class SenderTests : IAsyncLifetime
{
    private static readonly EmailRequest Email = new()
    {
        From = "AlertFlow <alerts@example.com>",
        To = ["oncall@example.com", "second@example.com"],
        Subject = "[AlertFlow] checkout/3f2a… Suspicious network tool",
        Headers = [new("References", "<incident@alertflow>"), new("In-Reply-To", "<incident@alertflow>")],
        Text = "HIGH · ncat ←",
        Html = "<p>HIGH</p>",
    };

    private readonly CloudFixture fixture = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task An_email_arrives_with_its_texts_and_headers()
    {
        var result = await SendEmailAsync();

        Assert.StartsWith("ses-", Assert.IsType<DeliveryResult.Delivered>(result).Receipt, StringComparison.Ordinal);
        using var http = new HttpClient();
        var mail = Assert.Single(
            JsonNode.Parse(await http.GetStringAsync(new Uri(fixture.Cloud.Servers["ses"], "store"), None))!["emails"]!.AsArray())!;
        Assert.Equal(Email.Subject, mail["subject"]!.GetValue<string>());
        Assert.Equal(string.Join(", ", Email.To), mail["destination"]!["to"]![0]!.GetValue<string>());
        Assert.Contains(Email.Html, mail["body"]!["html"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(Email.Text, mail["body"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "MessageRejected", true)]
    [InlineData(400, "MailFromDomainNotVerifiedException", true)]
    [InlineData(429, "TooManyRequestsException", false)]
    [InlineData(400, "SendingPausedException", false)]
    [InlineData(503, "ServiceUnavailable", false)]
    public async Task A_permanent_error_of_SES_is_rejected_and_a_passing_one_is_tried_again(int status, string code, bool rejected)
    {
        fixture.Cloud.Proxy.Fault = _ => new Fault.Refuse(status, code);

        var result = await SendEmailAsync();

        Assert.Equal(rejected, result is DeliveryResult.Rejected);
        Assert.Equal(!rejected, result is DeliveryResult.Retry);
    }

    [Fact]
    public async Task A_publication_reaches_the_topics_subscriber_until_the_topic_is_deleted()
    {
        var queue = await fixture.Cloud.CreateQueueAsync("subscriber", TimeSpan.FromSeconds(30), cancellationToken: None);
        var topic = await fixture.Cloud.CreateTopicAsync("alerts", LocalCloud.ArnOf(queue), None);

        Assert.IsType<DeliveryResult.Delivered>(await PublishAsync(topic));
        var envelope = JsonNode.Parse(Assert.Single((await fixture.Cloud.Sqs.ReceiveMessageAsync(queue, None)).Messages).Body)!;
        Assert.Equal(
            ("High", "short"),
            (envelope["MessageAttributes"]!["severity"]!["Value"]!.GetValue<string>(), envelope["Subject"]!.GetValue<string>()));

        await fixture.Cloud.DeleteTopicAsync(topic, None);
        Assert.Contains("NotFound", Assert.IsType<DeliveryResult.Rejected>(await PublishAsync(topic)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_broken_connection_the_outcome_is_ambiguous()
    {
        fixture.Cloud.Proxy.Fault = _ => new Fault.DropAfter();

        Assert.True(Assert.IsType<DeliveryResult.Retry>(await SendEmailAsync()).Ambiguous);
    }

    private async Task<DeliveryResult> SendEmailAsync()
    {
        using var client = new AmazonSimpleEmailServiceV2Client(
            LocalCloud.Credentials("ses"), fixture.Cloud.Config(new AmazonSimpleEmailServiceV2Config { MaxErrorRetry = 0 }));
        return await new EmailSender(client).SendAsync(Email, None);
    }

    private async Task<DeliveryResult> PublishAsync(string topic)
    {
        using var client = new AmazonSimpleNotificationServiceClient(
            LocalCloud.Credentials("sns"), fixture.Cloud.Config(new AmazonSimpleNotificationServiceConfig { MaxErrorRetry = 0 }));
        var request = new SnsRequest
        {
            TopicArn = topic,
            Subject = "short",
            Message = """{"default":"{}","email":"text"}""",
            Attributes = new Dictionary<string, string> { ["severity"] = "High" },
        };
        return await new SnsSender(client).SendAsync(request, None);
    }
}
