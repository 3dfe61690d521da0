using AlertFlow.Deliveries;
using AlertFlow.Deliveries.Pacing;
using AlertFlow.Findings;
using static AlertFlow.Tests.Deliveries.Attempts;

namespace AlertFlow.Tests.Deliveries;

/// <summary>When a receiver that cannot be reached gives way to its fallback.</summary>
public sealed class PatienceTests
{
    [Theory]
    [InlineData("Critical", 60)]
    [InlineData("High", 180)]
    [InlineData("Medium", 1800)]
    public void A_fallback_is_told_when_patience_ends_and_is_told_once(string caption, int seconds)
    {
        var entry = Told(1) with { Severity = Enum.Parse<Severity>(caption) };
        var (item, now) = (Fail(Item("slack"), [entry], Busy, Noon), Noon);
        while (Next(item, [entry], now) is var step && step is not NextStep.Settle)
        {
            (item, now) = step switch
            {
                NextStep.Wait wait => (item, wait.Until),
                NextStep.Attempt => (Fail(item, [entry], Busy, now), now),
                _ => throw new InvalidOperationException($"{step}"),
            };
        }

        var settle = Assert.IsType<NextStep.Settle>(Next(item, [entry], now));
        Assert.Equal(Settlement.FellBack, settle.Settlement);
        Assert.Equal(Noon.AddSeconds(seconds), now);

        var settled = Delivering.Settled(item, entry, settle.Settlement, settle.Because, now, "topic");
        var child = new DeliveryItem { Stream = item.Stream.Fallback("topic") };
        Assert.Empty(settled.Pending([entry], null));
        Assert.Equal([1], child.Pending([entry], settled).Select(pending => pending.Sequence));
        Assert.Empty((child with { SettledThrough = 1 }).Pending([entry], settled));
    }

    [Fact]
    public void To_wait_for_a_slot_too_long_ends_patience_as_a_failure_does()
    {
        var item = Item("slack") with { Slot = new ReservedSlot(Noon.AddMinutes(5), Noon) };

        Assert.IsType<NextStep.Attempt>(Next(item, [Told(1)], Noon.AddMinutes(3).AddSeconds(-1)));
        Assert.Equal(Settlement.FellBack, Assert.IsType<NextStep.Settle>(Next(item, [Told(1)], Noon.AddMinutes(3))).Settlement);
    }

    [Fact]
    public void Behind_a_failing_head_something_graver_ends_patience()
    {
        var pending = new[] { Told(1) with { Severity = Severity.Medium }, Told(2) with { Severity = Severity.Critical } };
        var item = Fail(Item("slack"), pending, Busy, Noon);

        Assert.Equal(Settlement.FellBack, Assert.IsType<NextStep.Settle>(Next(item, pending, Noon.AddMinutes(1))).Settlement);
    }

    [Fact]
    public void Patience_with_an_entry_begins_when_that_entry_was_decided()
    {
        var later = Told(2) with { Severity = Severity.Critical, At = Noon.AddMinutes(10) };
        var pending = new[] { Told(1) with { Severity = Severity.Medium }, later };
        var item = Fail(Item("slack"), pending, Busy, Noon);

        Assert.Equal(Noon.AddMinutes(11), Attempt(item, pending, Noon.AddMinutes(11).AddMilliseconds(-1)).Deadline);
        Assert.Equal(Settlement.FellBack, Assert.IsType<NextStep.Settle>(Next(item, pending, Noon.AddMinutes(11))).Settlement);
    }
}
