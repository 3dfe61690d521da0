using AlertFlow.Routing;
using CsCheck;

namespace AlertFlow.Configuration.Tests;

public sealed class MatcherSyntaxTests
{
    [Theory]
    [InlineData("severity >= high", "severity", MatchOperator.AtLeast, "High")]
    [InlineData("severity<CRITICAL", "severity", MatchOperator.Below, "Critical")]
    [InlineData("rule = Reverse shell", "rule", MatchOperator.Equal, "Reverse shell")]
    [InlineData("rule=~\"a\\.b\"", "rule", MatchOperator.Matches, "a\\.b")]
    [InlineData("rule !~ .*=.*", "rule", MatchOperator.NotMatches, ".*=.*")]
    [InlineData("namespace != \"\"", "namespace", MatchOperator.NotEqual, "")]
    [InlineData("  tag.aws:ecs:serviceName  =  checkout  ", "tag.aws:ecs:serviceName", MatchOperator.Equal, "checkout")]
    [InlineData("\"tag.cost center\" = 12", "tag.cost center", MatchOperator.Equal, "12")]
    [InlineData("policy =", "policy", MatchOperator.Equal, "")]
    public void A_matcher_is_a_label_an_operator_and_a_value(string text, string label, MatchOperator @operator, string value)
    {
        Assert.Equal((new Matcher(label, @operator, value), null), MatcherSyntax.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rule")]
    [InlineData("rule ? a")]
    [InlineData("rule == a")]
    [InlineData("= a")]
    [InlineData("rule = \"a")]
    [InlineData("rule = \"a\" b")]
    [InlineData("rule = a\"b")]
    public void Text_that_is_not_a_matcher_has_a_problem(string text)
    {
        Assert.NotNull(MatcherSyntax.Parse(text).Problem);
    }

    [Fact]
    public void A_printed_matcher_is_read_as_the_same_matcher()
    {
        var values = Gen.String[Gen.Char["ab\\\" =~!n"], 0, 12];

        values.Sample(value =>
        {
            var matcher = new Matcher("rule", MatchOperator.Equal, value);
            return MatcherSyntax.Parse(matcher.ToString()).Matcher == matcher;
        });
    }
}
