using CsCheck;

namespace AlertFlow.Configuration.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("15m", 900)]
    [InlineData("1h30m", 5400)]
    [InlineData("90s", 90)]
    [InlineData("1d", 86400)]
    public void A_length_of_time_reads_as_people_write_it(string text, int seconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("-1m")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("15 m")]
    [InlineData("99999999999d")]
    [InlineData("١m")]
    public void Any_other_text_is_not_a_length_of_time(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void A_written_length_of_time_is_read_as_the_same() =>
        Gen.Int[0, 10_000_000].Sample(seconds =>
            Duration.TryParse(Duration.Write(TimeSpan.FromSeconds(seconds)), out var read) && read == TimeSpan.FromSeconds(seconds));
}
