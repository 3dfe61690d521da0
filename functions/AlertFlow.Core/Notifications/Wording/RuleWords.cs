using System.Text.RegularExpressions;
using AlertFlow.Findings;

namespace AlertFlow.Notifications.Wording;

/// <summary>Puts a rule into words. GuardDuty's types are spelt out; other sources use words already.</summary>
public static partial class RuleWords
{
    /// <param name="rule"><c>Purpose:Resource/Threat.Variant!Artifact</c>; any other name stays unchanged.</param>
    /// <seealso href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html"/>
    public static string Of(string rule)
    {
        if (rule.StartsWith(SampleFinding.Mark, StringComparison.Ordinal))
        {
            return SampleFinding.Mark + Of(rule[SampleFinding.Mark.Length..]);
        }

        if (GuardDutyType().Match(rule) is not { Success: true } type)
        {
            return rule;
        }

        var purpose = type.Groups["purpose"].Value;
        var threat = Spell(type.Groups["threat"].Value);
        string[] details = [Variant(type.Groups["variant"].Value), type.Groups["artifact"].Value];
        return (purpose, threat) switch
        {
            ("AttackSequence", _) => $"Attack sequence: {Lower(threat)}",
            // Only the purpose distinguishes one anomaly from another.
            (_, "Anomalous behavior") => WithDetails(threat, [Lower(Spell(purpose)), .. details]),
            _ => WithDetails(threat, details),
        };
    }

    private static string WithDetails(string threat, string[] details)
    {
        var said = string.Join(", ", details.Where(detail => detail.Length > 0));
        return said.Length is 0 ? threat : $"{threat} ({said})";
    }

    /// <summary>Returns the variant in words; empty for a single letter, which only numbers the versions of a rule.</summary>
    private static string Variant(string variant) => variant.Length < 2 ? "" : Lower(Spell(variant));

    /// <summary>Splits <c>BitcoinTool</c> into <c>Bitcoin tool</c>; abbreviations keep their capitals.</summary>
    private static string Spell(string name)
    {
        var words = Words().Matches(name.Replace("CGroups", "Cgroups", StringComparison.Ordinal)).Select(match => match.Value);
        return string.Join(' ', words.Select((word, index) => index is 0 ? word : Lower(word)));
    }

    private static string Lower(string words) =>
        words.Length > 1 && (char.IsUpper(words[1]) || words[1] is '&' || char.IsDigit(words[1])) ? words
        : words.Length is 0 ? ""
        : string.Concat([char.ToLowerInvariant(words[0])], words.AsSpan(1));

    [GeneratedRegex(@"\A(?<purpose>[A-Za-z]{1,40}):(?<resource>[A-Za-z0-9]{1,40})/(?<threat>[A-Za-z0-9&]{1,80})([.](?<variant>[A-Za-z0-9]{1,40}))?(!(?<artifact>[A-Za-z0-9]{1,40}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GuardDutyType();

    [GeneratedRegex("C&C|[A-Z]+(?![a-z])[0-9]*|[A-Z][a-z]+[0-9]*|[a-z]+|[0-9]+|&", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();
}
