using AlertFlow.Findings;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Notifications.Wording;

/// <summary>
/// Writes the first line, which is all that a phone shows: enough to decide whether to get up. Plain text of at most 120
/// characters. When it would be longer the rule is cut, never the place.
/// </summary>
public static class Headline
{
    public const int Longest = 120;

    private const string NotOver = "not proof that it is over";

    public static string Of(Notification notification)
    {
        if (notification.Silence is { } silence)
        {
            return OfDigest(notification, silence);
        }

        var before = $"{Mark(notification)}{Before(notification)}";
        var rule = Rule(notification);
        var after = $" · {Place.Short(notification)}{Late(notification)}";
        var room = Longest - before.Length - after.Length;
        return SafeText.Cut(room < 8 ? before + after : before + Joined(before, rule, room) + after, Longest);
    }

    /// <summary><c>🟧 HIGH · silence rollout is over: it hid Sysdig ×14 in 3 incidents</c></summary>
    private static string OfDigest(Notification notification, EndedSilence silence)
    {
        var before = $"{Mark(notification)}{Glyph(notification.Severity)} {Word(notification.Severity)} · silence ";
        var after = $" is over: it hid {SourceWords.Counts(notification.Counts)} in {Incidents(silence.Incidents)}{Late(notification)}";
        return SafeText.Cut($"{before}{SafeText.Cut(silence.Name, Math.Max(8, Longest - before.Length - after.Length))}{after}", Longest);
    }

    internal static string Incidents(long count) => $"{Amounts.Of(count)} {(count == 1 ? "incident" : "incidents")}";

    /// <summary>Returns the mark in front of a message that is not a real alert.</summary>
    internal static string Mark(Notification notification) =>
        $"{(notification.Test ? "[TEST] " : "")}{(notification.WouldTell is null ? "" : "[SHADOW] ")}";

    /// <summary>Returns the glyph of a severity. Grey means that nothing is to be done now; nothing is ever green.</summary>
    public static string Glyph(Severity severity) => severity switch
    {
        Severity.Critical or Severity.Fatal => "🟥",
        Severity.High => "🟧",
        Severity.Medium => "🟨",
        Severity.Low => "🟦",
        _ => "⬜",
    };

    public static string Word(Severity severity) => severity.Caption.ToUpperInvariant();

    /// <summary>Returns true for a closed incident, later edits included.</summary>
    public static bool IsClosed(Notification notification) =>
        notification.Reason is Reason.Closed
        || (notification.Reason is Reason.Edit && (notification.Archived || notification.Quiet is not null));

    private static string Before(Notification notification)
    {
        var loud = $"{Glyph(notification.Severity)} {Word(notification.Severity)}";
        return notification.Reason switch
        {
            _ when IsClosed(notification) && notification.Archived => $"{Glyph(Severity.Unknown)} Closed: archived at the source",
            _ when IsClosed(notification) => $"{Glyph(Severity.Unknown)} Quiet: nothing new{For(notification.Quiet)} – {NotOver}",
            Reason.Escalated => $"{Glyph(notification.Severity)} now {Word(notification.Severity)}:",
            Reason.NewSignal => $"{loud} · new:",
            Reason.Summary when notification.StillActive => $"{loud} · still active after {Amounts.Of(notification.At - notification.FirstSeen)}",
            Reason.Summary => $"{loud} · {Growth(notification)}",
            Reason.Reopened => notification.ClosedAt is { } closed ? $"{loud} · back after {Amounts.Of(notification.At - closed)}" : $"{loud} · back",
            _ => loud,
        };
    }

    /// <summary>Returns the mark of a late message. A delay of ours comes before a late finding, because it says how long.</summary>
    private static string Late(Notification notification) =>
        notification.Delay is { By: var by } ? $" · late by {Amounts.Of(by)}" : notification.Late ? " · late" : "";

    /// <summary><c>+12 in 15 min</c></summary>
    internal static string Growth(Notification notification) =>
        notification.DeltaSince is { } since ? $"+{Amounts.Of(notification.Delta)} in {Amounts.Of(notification.At - since)}" : $"+{Amounts.Of(notification.Delta)}";

    /// <summary>Names the source of a new signal, because a second sensor is news.</summary>
    private static string Rule(Notification notification)
    {
        var words = RuleWords.Of(notification.Lead.Rule);
        return notification.Reason is Reason.NewSignal ? $"{words}, {SourceWords.Of(notification.Lead.Source)}" : words;
    }

    private static string Joined(string before, string rule, int room) =>
        rule.Length is 0 ? "" : (before[^1] is ':' ? " " : " · ") + SafeText.Cut(rule, room - 3);

    private static string For(TimeSpan? quiet) => quiet is { } duration ? $" for {Amounts.Of(duration)}" : "";
}
