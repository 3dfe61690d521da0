using System.Text.Json.Nodes;
using AlertFlow.LocalAws;
using AlertFlow.Tests;
using Amazon.SimpleEmailV2;
using Amazon.SimpleEmailV2.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace AlertFlow.Aws.Tests.Senders;

/// <summary>The clients send the same requests as AWS's own command line.</summary>
public sealed class GoldenRequestTests : IAsyncLifetime
{
    private readonly CloudFixture fixture = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await fixture.InitializeAsync();
        // The answer does not matter here, only the request.
        fixture.Cloud.Proxy.Fault = _ => new AlertFlow.LocalAws.Proxy.Fault.Refuse(400, "InvalidParameter");
    }

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_publication_is_requested_as_the_command_line_does()
    {
        using var client = new AmazonSimpleNotificationServiceClient(
            LocalCloud.Credentials("sns"), fixture.Cloud.Config(new AmazonSimpleNotificationServiceConfig()));

        await Assert.ThrowsAnyAsync<AmazonSimpleNotificationServiceException>(() => client.PublishAsync(
            new PublishRequest
            {
                TopicArn = "arn:aws:sns:us-east-1:000000000000:alerts",
                Message = """{"a":"b c+d~*"}""",
                Subject = "héllo & bye",
                MessageAttributes = new() { ["sev"] = new() { DataType = "String", StringValue = "HIGH" } },
            },
            None));

        var (sent, golden) = (Sent(), Golden("sns-publish"));
        Assert.Equal(golden.Line, sent.Line);
        Assert.Equal(golden.Headers["Content-Type"], sent.Headers["Content-Type"]);
        Assert.Equal(ScopeOf(golden), ScopeOf(sent));
        Assert.Equal(FormOf(golden.Body), FormOf(sent.Body));
    }

    [Fact]
    public async Task An_email_is_requested_as_the_command_line_does()
    {
        using var client = new AmazonSimpleEmailServiceV2Client(
            LocalCloud.Credentials("ses"), fixture.Cloud.Config(new AmazonSimpleEmailServiceV2Config()));
        using var data = new MemoryStream("From: a"u8.ToArray());

        await Assert.ThrowsAnyAsync<AmazonSimpleEmailServiceV2Exception>(() => client.SendEmailAsync(
            new SendEmailRequest { Content = new EmailContent { Raw = new RawMessage { Data = data } } }, None));

        var (sent, golden) = (Sent(), Golden("sesv2-send-email-raw"));
        Assert.Equal(golden.Line, sent.Line);
        Assert.Equal(golden.Headers["Content-Type"], sent.Headers["Content-Type"]);
        Assert.Equal(ScopeOf(golden), ScopeOf(sent));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(golden.Body), JsonNode.Parse(sent.Body)), sent.Body);
    }

    private Request Sent() => Request.Of(fixture.Cloud.Proxy.Calls.Last().Request);

    private static Request Golden(string name)
    {
        Assert.SkipWhen(Repository.Shared is null, "The recorded requests are not part of the repository.");
        return Request.Of(File.ReadAllText(Path.Combine(Repository.Shared!, "samples", "aws-requests", $"{name}.txt")));
    }

    /// <summary>The service and the terminator of the scope; key, day and region are the caller's.</summary>
    private static string ScopeOf(Request request) =>
        string.Join('/', request.Headers["Authorization"].Split("Credential=")[1].Split(',')[0].Split('/')[3..]);

    /// <summary>Fields in any order, decoded: a form may write a character in more than one way.</summary>
    private static SortedDictionary<string, string> FormOf(string body) => new(
        body.Split('&').Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1].Replace('+', ' '))), StringComparer.Ordinal);

    private sealed record Request(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public static Request Of(string text)
        {
            var parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
            var lines = parts[0].Split('\n');
            return new Request(
                lines[0], lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1]), parts[1].Trim());
        }
    }
}
