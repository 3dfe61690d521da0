using AlertFlow.Aws.Queues;
using AlertFlow.Configuration;
using AlertFlow.Deliveries;
using AlertFlow.Functions.Logging;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Tests;

/// <summary>Every wake-up goes to a deployed queue.</summary>
public sealed class WakeUpsTests
{
    private const string Routes = """
        route: {receivers: [mail]}
        receivers: [{name: mail, channel: email, settings: {from: a@example.com, to: b@example.com}}]
        """;

    [Theory]
    [InlineData("mail")]
    [InlineData("canary-email")]
    [InlineData("gone")]
    [InlineData("canary-sns")]
    public async Task A_wake_up_of_a_receiver_without_a_deployed_channel_goes_to_a_queue_that_is_deployed(string receiver) =>
        Assert.Equal(["email urgent"], await SentAsync(Routes, receiver));

    [Fact]
    public async Task Without_a_deployed_channel_no_wake_up_is_sent() =>
        Assert.Empty(await SentAsync("{route: {receivers: []}, receivers: []}", "gone"));

    private static async Task<List<string>> SentAsync(string routes, string receiver)
    {
        var queues = new RecordingQueues();
        var wakeUps = new WakeUps(
            queues,
            ((RoutesResult.Valid)RoutesFile.Compile(routes, "routes.yaml")).Config,
            (channel, urgent) => $"{channel} {(urgent ? "urgent" : "normal")}");

        await wakeUps.SendAsync(
            [(new WakeUp(new DeliveryStream("key", "incident", receiver), 1), true)],
            new Invocation(Stream.Null, TimeProvider.System, "AlertFlow", "test", "1", ""),
            TestContext.Current.CancellationToken);

        return queues.Sent;
    }

    private sealed class RecordingQueues : IQueues
    {
        public List<string> Sent { get; } = [];

        public Task<int> SendAsync(string queueUrl, IReadOnlyList<string> bodies, CancellationToken cancellationToken)
        {
            Sent.Add(queueUrl);
            return Task.FromResult(0);
        }

        public Task DeadLetterAsync(string queueUrl, string body, string reason, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task DelayAsync(QueueMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
