using AlertFlow.Aws.Senders;
using AlertFlow.Channels;
using AlertFlow.Tests.Channels;

namespace AlertFlow.Aws.Tests.Senders;

/// <summary>The type of a request decides its sender.</summary>
public sealed class ChannelSenderTests
{
    public static TheoryData<string> Channels => [.. Channel.All.Select(channel => channel.Name)];

    [Theory]
    [MemberData(nameof(Channels))]
    public async Task A_request_of_a_channel_is_sent_by_the_sender_of_that_channel_and_no_other_is_built(string name)
    {
        var channel = Channel.Find(name)!;
        var request = channel.Render(Examples.Opened, Examples.ReceiverOf(channel), null)!;
        var sender = new ChannelSender(
            new(() => throw new NotSupportedException("slack")),
            new(() => throw new NotSupportedException("email")),
            new(() => throw new NotSupportedException("sns")));

        var built = await Assert.ThrowsAsync<NotSupportedException>(() => sender.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(name, built.Message);
    }
}
