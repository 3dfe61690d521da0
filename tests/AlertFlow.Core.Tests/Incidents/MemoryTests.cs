using AlertFlow.Incidents;

namespace AlertFlow.Tests.Incidents;

public sealed class MemoryTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    [Fact]
    public void An_unknown_finding_counts_whole_until_one_was_forgotten_for_want_of_room()
    {
        var full = Filled(Memory.MaxFindings);

        Assert.Equal(37, full.Observe(Some.Cumulative("new", 37), hidden: false, Noon).Delta);
    }

    [Fact]
    public void An_unknown_finding_counts_one_after_another_was_forgotten_for_want_of_room()
    {
        var overflown = Filled(Memory.MaxFindings + 1);

        Assert.Equal(1, overflown.Observe(Some.Cumulative("0", 37), hidden: false, Noon).Delta);
        Assert.Equal(1, overflown.Observe(Some.Cumulative("new", 37), hidden: false, Noon).Delta);
        Assert.Equal(34, overflown.Observe(Some.Cumulative("1", 37), hidden: false, Noon).Delta);
    }

    [Theory]
    [InlineData(-1, 2, 1)]
    [InlineData(0, 1, 6)]
    public void A_finding_is_remembered_for_90_days(int milliseconds, int remembered, int delta)
    {
        var later = Noon.AddDays(90).AddMilliseconds(milliseconds);
        var memory = new Memory().Observe(Some.Cumulative("old", 5), hidden: false, Noon).Memory
            .Observe(Some.Cumulative("other", 1), hidden: false, later).Memory;

        Assert.Equal(remembered, memory.Findings.Count);
        Assert.False(memory.Evicted);
        Assert.Equal(delta, memory.Observe(Some.Cumulative("old", 6), hidden: false, later).Delta);
    }

    private static Memory Filled(int findings) => Enumerable.Range(0, findings)
        .Aggregate(new Memory(), (memory, number) => memory.Observe(Some.Cumulative($"{number}", 3), hidden: false, Noon).Memory);
}
