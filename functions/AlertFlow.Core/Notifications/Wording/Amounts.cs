using System.Globalization;

namespace AlertFlow.Notifications.Wording;

/// <summary>Writes numbers, times and durations alike in every message and culture.</summary>
internal static class Amounts
{
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>24 s</c>, <c>90 min</c>, <c>3 h 5 min</c>, <c>4 d</c>; never below zero, since clocks differ.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { Ticks: <= 0 } => "0 s",
        { TotalMilliseconds: < 999.5 } => "< 1 s",
        { TotalSeconds: < 120 } => Invariant($"{Math.Round(duration.TotalSeconds)} s"),
        { TotalMinutes: <= 120 } => Invariant($"{Math.Round(duration.TotalMinutes)} min"),
        { TotalHours: < 48 } when duration.Minutes is 0 => Invariant($"{(int)duration.TotalHours} h"),
        { TotalHours: < 48 } => Invariant($"{(int)duration.TotalHours} h {duration.Minutes} min"),
        _ => Invariant($"{Math.Round(duration.TotalDays)} d"),
    };

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>2026-03-01 03:02:11–03:11:40 UTC</c></summary>
    public static string Span(DateTimeOffset from, DateTimeOffset to) =>
        SameSecond(from, to) ? $"{Date(from)} UTC"
        : SameDay(from, to) ? $"{Date(from)}–{Time(to)} UTC"
        : $"{Date(from)} – {Date(to)} UTC";

    /// <summary><c>2026-03-01 03:02:11, last 03:11:40 UTC</c></summary>
    public static string Since(DateTimeOffset first, DateTimeOffset last) =>
        SameSecond(first, last) ? $"{Date(first)} UTC" : $"{Date(first)}, last {(SameDay(first, last) ? Time(last) : Date(last))} UTC";

    private static bool SameDay(DateTimeOffset one, DateTimeOffset other) => one.UtcDateTime.Date == other.UtcDateTime.Date;

    private static bool SameSecond(DateTimeOffset one, DateTimeOffset other) => Date(one) == Date(other);

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
