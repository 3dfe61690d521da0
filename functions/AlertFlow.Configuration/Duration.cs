using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertFlow.Configuration;

/// <summary>Reads and writes durations as people do: <c>90s</c>, <c>15m</c>, <c>1h30m</c>, <c>1d</c>.</summary>
public static partial class Duration
{
    public const string Expected = "a length of time such as 90s, 15m, 1h30m or 1d";

    public static bool TryParse(string text, out TimeSpan duration)
    {
        var match = Shape().Match(text);
        duration = match.Success && text is not ""
            ? new(Part("d"), Part("h"), Part("m"), Part("s"))
            : TimeSpan.Zero;
        return match.Success && text is not "";

        int Part(string unit) =>
            match.Groups[unit] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }

    public static string Write(TimeSpan duration) => duration == TimeSpan.Zero ? "0s" : string.Concat(
        Some(duration.Days, 'd'), Some(duration.Hours, 'h'), Some(duration.Minutes, 'm'), Some(duration.Seconds, 's'));

    private static string Some(int count, char unit) => count == 0 ? "" : $"{count}{unit}";

    [GeneratedRegex(@"\A(?:(?<d>[0-9]{1,5})d)?(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,6})s)?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
