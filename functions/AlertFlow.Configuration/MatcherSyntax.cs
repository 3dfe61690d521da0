using System.Text;
using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>Parses Alertmanager's matchers: <c>severity >= high</c>, <c>rule =~ ".*Shell.*"</c>. A bare value runs to the end.</summary>
/// <seealso href="https://prometheus.io/docs/alerting/latest/configuration/#matcher"/>
public static class MatcherSyntax
{
    private const string Expected = "a label, an operator (= != =~ !~, and >= > <= < for severity) and a value";

    private static readonly MatchOperator[] Operators =
    [
        MatchOperator.Matches, MatchOperator.NotMatches, MatchOperator.NotEqual, MatchOperator.AtLeast, MatchOperator.AtMost,
        MatchOperator.Equal, MatchOperator.Above, MatchOperator.Below,
    ];

    /// <summary>Returns the matcher, or the problem in its text.</summary>
    public static (Matcher? Matcher, string? Problem) Parse(string text)
    {
        var at = 0;
        if (Token(text, ref at, bareEnd: " \t=!<>~") is not { Length: > 0 } label)
        {
            return (null, $"matcher {Report.Quote(text)} has no label, expected {Expected}");
        }

        var rest = text[at..].TrimStart();
        if (!Operators.Any(candidate => rest.StartsWith(candidate.Symbol, StringComparison.Ordinal)))
        {
            return (null, $"matcher {Report.Quote(text)} has no operator after {Report.Quote(label)}, expected {Expected}");
        }

        var @operator = Operators.First(candidate => rest.StartsWith(candidate.Symbol, StringComparison.Ordinal));
        rest = rest[@operator.Symbol.Length..].Trim();
        at = 0;
        var value = Token(rest, ref at, bareEnd: "");
        return value is null || at < rest.Length || (rest is not ['"', ..] && rest is ['=' or '~', ..])
            ? (null, $"matcher {Report.Quote(text)} has no well-formed value, expected it bare or in one pair of double quotes after {@operator.Symbol}")
            : Check(new(label, @operator, value));
    }

    private static (Matcher? Matcher, string? Problem) Check(Matcher matcher)
    {
        var ranks = matcher.Operator is MatchOperator.AtLeast or MatchOperator.Above or MatchOperator.AtMost or MatchOperator.Below;
        var pattern = matcher.Operator is MatchOperator.Matches or MatchOperator.NotMatches;
        if (matcher.Label is Matcher.SeverityLabel)
        {
            return pattern ? (null, $"severity is compared with {matcher.Operator.Symbol}, expected = != >= > <= or <")
                : SeverityName.TryParse(matcher.Value, out var severity) ? (matcher with { Value = severity.Caption }, null)
                : (null, Problems.Severity(matcher.Value));
        }

        if (!LabelSet.IsKnown(matcher.Label))
        {
            return (null, $"unknown label {Report.Quote(matcher.Label)}, {Suggestion.Among([Matcher.SeverityLabel, .. LabelSet.Known, .. LabelSet.Prefixes.Select(prefix => $"{prefix}KEY")], matcher.Label)}");
        }

        return ranks ? (null, $"label '{matcher.Label}' is compared with {matcher.Operator.Symbol}, expected = != =~ or !~: only severity has an order")
            : pattern && Pattern.Problem(matcher.Value) is { } problem ? (null, $"{Report.Quote(matcher.Value)} is no regular expression that runs in linear time: {problem.TrimEnd('.')}")
            : (matcher, null);
    }

    /// <summary>Reads a quoted value with escapes, or a bare one; null when a quote is not closed or inside a bare value.</summary>
    private static string? Token(string text, ref int at, string bareEnd)
    {
        at += text.Length - text.TrimStart().Length;
        if (at == text.Length || text[at] is not '"')
        {
            var end = bareEnd is "" ? text.Length : text.IndexOfAny(bareEnd.ToCharArray(), at);
            var bare = end < 0 ? text[at..] : text[at..end];
            at += bare.Length;
            return bare.Contains('"', StringComparison.Ordinal) ? null : bare;
        }

        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at++;
                    return value.ToString();
                case '\\' when at + 1 < text.Length && text[at + 1] is '"' or '\\' or 'n':
                    at++;
                    value.Append(text[at] is 'n' ? '\n' : text[at]);
                    break;
                case var other:
                    value.Append(other);
                    break;
            }
        }

        return null;
    }
}
