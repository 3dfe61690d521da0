using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>Reads the lists beside the tree: <c>severity_overrides</c>, <c>suppress</c>, <c>runbooks</c>, <c>redact</c>.</summary>
internal static class RuleSections
{
    private static readonly string[] OverrideKeys = ["matchers", "severity"];
    private static readonly string[] SuppressKeys = ["name", "matchers", "reason"];
    private static readonly string[] RunbookKeys = ["matchers", "url", "first"];

    public static IReadOnlyList<SeverityOverride> Overrides(Fields file, Report report) =>
        [.. Entries(file, "severity_overrides", "a severity override", OverrideKeys, report).Select(fields => new SeverityOverride(
            SomeMatchers(fields, "it would re-rate everything", report),
            SeverityOf(fields, "severity", report) ?? Severity.Unknown))];

    public static IReadOnlyList<Suppression> Suppress(Fields file, Report report)
    {
        HashSet<string> names = [];
        return [.. Entries(file, "suppress", "a suppression", SuppressKeys, report).Select(fields => new Suppression(
            Name(fields, "suppression", names, report),
            SomeMatchers(fields, "it would hide everything", report),
            fields.Text("reason", "why it is never told") ?? ""))];
    }

    public static IReadOnlyList<RunbookRule> Runbooks(Fields file, Report report) =>
        [.. Entries(file, "runbooks", "a runbook", RunbookKeys, report).Select(fields => new RunbookRule(
            Matchers(fields, report),
            new(Url(fields, report), fields.OptionalText("first", "the first step in words"))))];

    public static IReadOnlyList<string> Redact(Fields file, Report report)
    {
        List<string> patterns = [];
        foreach (var text in file.Texts("redact", "regular expressions"))
        {
            if (Pattern.Problem(text.Value) is { } problem)
            {
                report.Error(text.Place, $"{Report.Quote(text.Value)} is no regular expression that runs in linear time: {problem.TrimEnd('.')}");
            }
            else if (Pattern.Of(text.Value).IsMatch(""))
            {
                report.Error(text.Place, $"{Report.Quote(text.Value)} matches the empty text, expected a pattern of what is to be blacked out");
            }

            patterns.Add(text.Value);
        }

        return patterns;
    }

    public static IEnumerable<Fields> Entries(Fields file, string key, string owner, IReadOnlyList<string> keys, Report report) =>
        file.List(key, $"entries, each with {string.Join(", ", keys)}").Select(node => Fields.Open(node, owner, keys, report)).OfType<Fields>();

    public static string Name(Fields fields, string what, HashSet<string> names, Report report)
    {
        if (fields.Text("name", "a name that decisions show") is not { } name)
        {
            return "";
        }

        if (!names.Add(name))
        {
            report.Error(fields.PlaceOf("name"), $"{what} {Report.Quote(name)} is defined twice, expected a name of its own");
        }

        return name;
    }

    public static IReadOnlyList<Matcher> SomeMatchers(Fields fields, string otherwise, Report report)
    {
        if (!fields.Has("matchers") || fields.Child("matchers") is Node.Sequence { Items: [] })
        {
            report.Error(fields.PlaceOf("matchers"), $"no matchers, expected at least one: {otherwise}");
        }

        return Matchers(fields, report);
    }

    public static IReadOnlyList<Matcher> Matchers(Fields fields, Report report)
    {
        List<Matcher> matchers = [];
        foreach (var text in fields.Texts("matchers", "matchers such as 'severity >= high'"))
        {
            var (matcher, problem) = MatcherSyntax.Parse(text.Value);
            if (problem is not null)
            {
                report.Error(text.Place, problem);
            }

            if (matcher is not null)
            {
                matchers.Add(matcher);
            }
        }

        return matchers;
    }

    public static Severity? SeverityOf(Fields fields, string key, Report report, bool optional = false)
    {
        var text = optional ? fields.OptionalText(key, Problems.SeverityNames) : fields.Text(key, $"one of {Problems.SeverityNames}");
        if (text is null)
        {
            return null;
        }

        if (SeverityName.TryParse(text, out var severity) && severity is not Severity.Unknown)
        {
            return severity;
        }

        report.Error(fields.PlaceOf(key), Problems.Severity(text));
        return null;
    }

    private static string Url(Fields fields, Report report)
    {
        const string expected = "an address that begins with https://";
        if (fields.Text("url", expected) is not { } text)
        {
            return "";
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || text.Any(char.IsWhiteSpace))
        {
            report.Error(fields.PlaceOf("url"), $"'url' is {Report.Quote(text)}, expected {expected}");
        }

        return text;
    }
}
