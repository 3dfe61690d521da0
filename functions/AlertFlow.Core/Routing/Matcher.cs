using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Alertmanager's operators on labels, and the comparisons that <c>severity</c> has beside them.</summary>
public enum MatchOperator
{
    Equal,
    NotEqual,
    Matches,
    NotMatches,
    AtLeast,
    Above,
    AtMost,
    Below,
}

/// <summary>
/// One condition on one label. A label that a finding lacks is empty; one with several values matches by any of them, and
/// <c>!=</c> and <c>!~</c> deny just that: no value may match.
/// </summary>
/// <param name="Label">Its name, such as <c>rule</c> or <c>severity</c>.</param>
/// <param name="Operator">How it is compared; regular expressions match the whole value.</param>
/// <param name="Value">What it is compared with; of <c>severity</c>, a caption such as <c>High</c>.</param>
/// <seealso href="https://prometheus.io/docs/alerting/latest/configuration/#matcher"/>
public sealed record Matcher(string Label, MatchOperator Operator, string Value)
{
    /// <summary>The label that is compared by rank.</summary>
    public const string SeverityLabel = "severity";

    public bool Matches(LabelSet labels, Severity severity) =>
        Label is SeverityLabel && SeverityName.TryParse(Value, out var other) ? Compares(severity, other) : MatchesAny(Actual(labels, severity));

    /// <summary>What the finding has where this matcher looks.</summary>
    public IReadOnlyList<string> Actual(LabelSet labels, Severity severity) => Label is SeverityLabel ? [severity.Caption] : labels[Label];

    public override string ToString() => Label is SeverityLabel
        ? $"{Label} {Operator.Symbol} {Value.ToLowerInvariant()}"
        : $"{Label} {Operator.Symbol} \"{Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private bool Compares(Severity severity, Severity other) => Operator switch
    {
        MatchOperator.Equal => severity.Rank == other.Rank,
        MatchOperator.NotEqual => severity.Rank != other.Rank,
        MatchOperator.AtLeast => severity.IsAtLeast(other),
        MatchOperator.Above => severity.IsAbove(other),
        MatchOperator.AtMost => !severity.IsAbove(other),
        MatchOperator.Below => !severity.IsAtLeast(other),
        _ => false,
    };

    private bool MatchesAny(IReadOnlyList<string> values) => Operator switch
    {
        MatchOperator.Equal => values.Contains(Value),
        MatchOperator.NotEqual => !values.Contains(Value),
        MatchOperator.Matches => values.Any(Pattern.Of(Value).IsMatch),
        MatchOperator.NotMatches => !values.Any(Pattern.Of(Value).IsMatch),
        _ => false,
    };
}

public static class MatcherExtensions
{
    extension(MatchOperator @operator)
    {
        public string Symbol => @operator switch
        {
            MatchOperator.Equal => "=",
            MatchOperator.NotEqual => "!=",
            MatchOperator.Matches => "=~",
            MatchOperator.NotMatches => "!~",
            MatchOperator.AtLeast => ">=",
            MatchOperator.Above => ">",
            MatchOperator.AtMost => "<=",
            _ => "<",
        };
    }

    extension(IReadOnlyList<Matcher> matchers)
    {
        /// <summary>Whether all match; none at all match everything.</summary>
        public bool Match(LabelSet labels, Severity severity) => matchers.Failed(labels, severity) is null;

        /// <summary>The first that does not match.</summary>
        public Matcher? Failed(LabelSet labels, Severity severity)
        {
            foreach (var matcher in matchers)
            {
                if (!matcher.Matches(labels, severity))
                {
                    return matcher;
                }
            }

            return null;
        }
    }
}
