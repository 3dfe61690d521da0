using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>Reads <c>silences</c>: matchers, owner, times, and the severity that breaks them.</summary>
internal static class SilenceSection
{
    private static readonly string[] Keys = ["name", "matchers", "owner", "reason", "from", "until", "break_at"];

    public static IReadOnlyList<Silence> Read(Fields file, DateTimeOffset? at, Report report)
    {
        HashSet<string> names = [];
        return [.. RuleSections.Entries(file, "silences", "a silence", Keys, report).Select(fields => Silence(fields, names, at, report))];
    }

    private static Silence Silence(Fields fields, HashSet<string> names, DateTimeOffset? at, Report report)
    {
        var silence = new Silence
        {
            Name = RuleSections.Name(fields, "silence", names, report),
            Matchers = RuleSections.SomeMatchers(fields, "it would hide everything", report),
            Owner = fields.Text("owner", "who answers for it") ?? "",
            Reason = fields.Text("reason", "why it is not told") ?? "",
            From = Time(fields, "from", report),
            Until = Time(fields, "until", report),
            BreakAt = RuleSections.SeverityOf(fields, "break_at", report, optional: true) ?? Severity.Critical,
        };
        if (silence.From != default && silence.Until != default && silence.Until <= silence.From)
        {
            report.Error(fields.PlaceOf("until"), "'until' is not after 'from', expected a later time");
        }
        else if (silence.Until <= at)
        {
            report.Note(fields.PlaceOf("until"), $"silence {Report.Quote(silence.Name)} is over");
        }

        return silence;
    }

    private static DateTimeOffset Time(Fields fields, string key, Report report)
    {
        if (fields.Text(key, Times.Expected) is not { } text)
        {
            return default;
        }

        if (!Times.TryParse(text, out var time))
        {
            report.Error(fields.PlaceOf(key), $"'{key}' is {Report.Quote(text)}, expected {Times.Expected}");
        }

        return time;
    }
}
