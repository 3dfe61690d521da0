using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Alertmanager's operators on labels, and the comparisons for <c>severity</c>.</summary>
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
/// A condition on one label. A missing label is empty. A label with several values matches if any of them does;
/// <c>!=</c> and <c>!~</c> require that none does.
/// </summary>
/// <param name="Label">The label, such as <c>rule</c> or <c>severity</c>.</param>
/// <param name="Operator">The operator. Regular expressions match the whole value.</param>
/// <param name="Value">The value to compare with; for <c>severity</c>, a caption such as <c>High</c>.</param>
/// <seealso href="https://prometheus.io/docs/alerting/latest/configuration/#matcher"/>
public sealed record Matcher(string Label, MatchOperator Operator, string Value)
{
    /// <summary>The label that is compared by rank.</summary>
    public const string SeverityLabel = "severity";

    public bool Matches(LabelSet labels, Severity severity) =>
        Label is SeverityLabel && SeverityName.TryParse(Value, out var other)
            ? Compares(severity, other)
            : MatchesAny(Actual(labels, severity));

    /// <summary>Returns the finding's values of this matcher's label.</summary>
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
        /// <summary>Returns true when all match. An empty list matches everything.</summary>
        public bool Match(LabelSet labels, Severity severity) => matchers.Failed(labels, severity) is null;

        /// <summary>Returns the first that does not match.</summary>
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
