using AlertFlow.Findings;
using AlertFlow.Routing;
using CsCheck;

namespace AlertFlow.Tests.Routing;

public sealed class MatcherTests
{
    private static readonly LabelSet Labels = LabelSet.Of(Sample.Finding());

    [Theory]
    [InlineData("rule", MatchOperator.Equal, "Reverse shell", true)]
    [InlineData("rule", MatchOperator.Equal, "Reverse", false)]
    [InlineData("rule", MatchOperator.NotEqual, "Reverse", true)]
    [InlineData("rule", MatchOperator.Matches, "Reverse", false)]
    [InlineData("rule", MatchOperator.Matches, "Reverse.*", true)]
    [InlineData("rule", MatchOperator.Matches, "(?i)reverse SHELL|other", true)]
    [InlineData("rule", MatchOperator.NotMatches, ".*shell", false)]
    [InlineData("policy", MatchOperator.Equal, "", true)]
    [InlineData("policy", MatchOperator.Matches, ".+", false)]
    [InlineData("label", MatchOperator.Equal, "network", true)]
    [InlineData("label", MatchOperator.NotEqual, "network", false)]
    [InlineData("label", MatchOperator.NotMatches, "net.*", false)]
    [InlineData("rule", MatchOperator.AtLeast, "a", false)]
    public void A_matcher_compares_whole_values_and_any_of_several(string label, MatchOperator @operator, string value, bool expected)
    {
        Assert.Equal(expected, new Matcher(label, @operator, value).Matches(Labels, Severity.High));
    }

    [Theory]
    [InlineData(MatchOperator.Equal, "low,other")]
    [InlineData(MatchOperator.AtLeast, "high")]
    public void Severity_is_written_in_any_case_but_in_full(MatchOperator @operator, string value)
    {
        Assert.Equal(value == "high", new Matcher("severity", @operator, value).Matches(Labels, Severity.Critical));
    }

    [Fact]
    public void Severity_compares_by_rank_and_its_operators_agree()
    {
        var severities = Gen.Enum<Severity>();

        severities.Select(severities).Sample((actual, other) =>
        {
            bool Is(MatchOperator @operator) => Sample.Severe(@operator, other).Matches(Labels, actual);

            return other is Severity.Other
                || (Is(MatchOperator.AtLeast) == !Is(MatchOperator.Below)
                    && Is(MatchOperator.AtMost) == !Is(MatchOperator.Above)
                    && Is(MatchOperator.Equal) == (Is(MatchOperator.AtLeast) && Is(MatchOperator.AtMost))
                    && Is(MatchOperator.NotEqual) == !Is(MatchOperator.Equal)
                    && Is(MatchOperator.AtLeast) == actual.IsAtLeast(other));
        });
    }

    [Fact]
    public void No_value_evades_a_pattern_by_a_line_break()
    {
        var labels = LabelSet.Of([new("process", "nc\n-e sh")]);

        Assert.True(new Matcher("process", MatchOperator.Matches, "nc.*").Matches(labels, Severity.Low));
        Assert.False(new Matcher("process", MatchOperator.Matches, "nc").Matches(LabelSet.Of([new("process", "nc\n")]), Severity.Low));
    }

    [Fact]
    public void A_pattern_takes_linear_time_on_a_hostile_value()
    {
        var labels = LabelSet.Of([new("process", new string('a', 100_000) + "!")]);

        Assert.False(new Matcher("process", MatchOperator.Matches, "(a+)+").Matches(labels, Severity.Low));
    }

    [Theory]
    [InlineData("(a")]
    [InlineData("a)|(b")]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\1")]
    [InlineData("(?x)a # comment")]
    public void A_pattern_that_cannot_be_anchored_or_needs_backtracking_has_a_problem(string pattern)
    {
        Assert.NotNull(Pattern.Problem(pattern));
    }

    [Fact]
    public void Equal_matchers_are_equal_and_read_as_they_are_written()
    {
        var matcher = new Matcher("rule", MatchOperator.Matches, "a\"b\\.");

        Assert.True(matcher.Matches(LabelSet.Of([new("rule", "a\"b.")]), Severity.Low));
        Assert.Equal(new Matcher("rule", MatchOperator.Matches, "a\"b\\."), matcher);
        Assert.Equal("rule =~ \"a\\\"b\\\\.\"", matcher.ToString());
        Assert.Equal("severity >= high", Sample.Severe(MatchOperator.AtLeast, Severity.High).ToString());
    }
}
