using System.Text.Json;
using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Tests.Ocsf;

namespace AlertFlow.Tests.Channels;

public sealed class SnsSchemaTests
{
    public static TheoryData<string> Published => [.. Examples.All.Keys.Where(name => !name.StartsWith("edit", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Published))]
    public void The_SNS_message_is_a_valid_detection_finding(string example)
    {
        OcsfSchema.SkipWithout();

        var sns = Assert.IsType<SnsRequest>(SnsChannel.Row.Render(Examples.All[example], Examples.ReceiverOf(SnsChannel.Row), null));
        using var message = JsonDocument.Parse(sns.Message);

        OcsfSchema.AssertValid(message.RootElement.GetProperty("default").GetString()!);
    }
}
