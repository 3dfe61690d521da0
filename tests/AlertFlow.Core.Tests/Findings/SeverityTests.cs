using AlertFlow.Findings;

namespace AlertFlow.Tests.Findings;

public sealed class SeverityTests
{
    [Fact]
    public void Other_is_not_more_severe_than_anything_known()
    {
        Assert.False(Severity.Other.IsAtLeast(Severity.Informational));
        Assert.True(Severity.Fatal.IsAbove(Severity.Critical));
        Assert.False(Severity.High.IsAbove(Severity.High));
    }
}
