using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertFlow.Infra.Settings;

/// <summary>The form of a setting's values.</summary>
/// <param name="Expected">The form in words, for errors.</param>
/// <param name="TryParse">Reads a text that has the form.</param>
internal sealed record Format<T>(string Expected, Format<T>.Parser TryParse)
{
    public delegate bool Parser(string text, out T value);
}

/// <summary>The forms that settings have.</summary>
internal static class Format
{
    public static Format<string> Text { get; } = new("a text", (string text, out string value) => (value = text).Length > 0);

    /// <summary>CloudWatch Logs takes these numbers of days only.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"/>
    public static Format<int> Retention { get; } = OneOf(
        [.. new[] { 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 }
            .Select(days => (days.ToString(CultureInfo.InvariantCulture), days))]);

    public static Format<DateTimeOffset?> Time { get; } = new(
        "a time with its offset, such as 2026-03-01T22:00:00Z",
        (string text, out DateTimeOffset? value) =>
        {
            string[] forms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK"];
            var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
            var isTime = DateTimeOffset.TryParseExact(
                text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time);
            value = time;
            return isTime && hasOffset;
        });

    public static Format<T> OneOf<T>(params IReadOnlyList<(string Word, T Value)> choices) => new(
        $"one of {string.Join(", ", choices.Select(choice => choice.Word))}",
        (string text, out T value) =>
        {
            var chosen = choices.Where(choice => choice.Word.Equals(text, StringComparison.OrdinalIgnoreCase)).Take(1).ToArray();
            value = chosen is [var (_, known)] ? known : default!;
            return chosen.Length > 0;
        });

    public static Format<int> Number(int least, int most) => new(
        $"a whole number from {least} to {most}",
        (string text, out int value) => int.TryParse(text, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    public static Format<string> Matching(string pattern, string expected)
    {
        var shape = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return new(expected, (string text, out string value) => shape.IsMatch(value = text));
    }

    public static Format<string> Arn(string service) =>
        Matching($@"arn:aws[a-z-]*:{service}:[^\s]+", $"an ARN such as arn:aws:{service}:…");

    public static Format<IReadOnlyList<T>> ListOf<T>(Format<T> item) => new(
        $"a list with commas, each {item.Expected}",
        (string text, out IReadOnlyList<T> value) =>
        {
            var items = new List<T>();
            value = items;
            return Array.TrueForAll(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), one =>
            {
                var isValid = item.TryParse(one, out var read);
                items.Add(read);
                return isValid;
            });
        });
}
