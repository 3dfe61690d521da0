using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Outcomes;
using AlertFlow.Notifications;
using static AlertFlow.Tests.Deliveries.Attempts;

namespace AlertFlow.Tests.Deliveries;

public sealed class RefusedSecretTests
{
    [Fact]
    public void A_refused_secret_is_tried_until_one_that_was_read_later_is_refused_too()
    {
        var (item, now) = (Item("alone"), Noon);
        foreach (var minutes in new[] { 0, 1, 2 })
        {
            (item, var settlement, _) = Delivering.After(item, Attempt(item, [Told(1)], now), Refusal(Noon.AddMinutes(-5)), now, 1);
            Assert.Null(settlement);
            now = Noon.AddMinutes(minutes + 1);
        }

        var (_, end, detail) = Delivering.After(item, Attempt(item, [Told(1)], now), Refusal(Noon.AddSeconds(1)), now, 1);

        Assert.Equal(Settlement.DeadLettered, end);
        Assert.StartsWith("Slack invalid_auth", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, Settlement.DeadLettered)]
    public void A_secret_as_old_as_the_first_refusal_may_still_be_the_refused_one(int milliseconds, Settlement? expected)
    {
        var item = Fail(Item("alone"), [Told(1)], Refusal(Noon.AddMinutes(-5)), Noon);

        var (_, settlement, _) = Delivering.After(
            item, Attempt(item, [Told(1)], Noon.AddMinutes(1)), Refusal(Noon.AddMilliseconds(milliseconds)), Noon.AddMinutes(1), 1);

        Assert.Equal(expected, settlement);
    }

    private static DeliveryResult.Retry Refusal(DateTimeOffset asOf) =>
        new(FailureReason.AuthError, "Slack invalid_auth") { SecretAsOf = asOf };
}
