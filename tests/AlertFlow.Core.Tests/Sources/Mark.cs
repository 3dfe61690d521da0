using System.Globalization;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Sources;

/// <summary>A value of the same kind that stands nowhere else, and how a finding may say it; by nothing but a change where it cannot be told apart.</summary>
internal sealed record Mark(string Json, IReadOnlyList<string> Readings)
{
    public static Mark For(string json, int number) => json switch
    {
        "true" => new("false", []),
        "false" => new("true", []),
        ['"', ..] => OfText(JsonElement.Parse(json).GetString()!, number),
        _ => OfNumber(json, number),
    };

    /// <summary>Whether a finding's text says it.</summary>
    public bool IsIn(string finding) => Readings.Any(reading => finding.Contains(reading, StringComparison.OrdinalIgnoreCase));

    private static Mark OfText(string text, int number)
    {
        var (digits, hex) = (number.ToString("0000", CultureInfo.InvariantCulture), number.ToString("x4", CultureInfo.InvariantCulture));
        if (text is [_, _, _, _, '-', _, _, '-', _, _, 'T' or ' ', ..] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            var time = DateTimeOffset.UnixEpoch.AddDays(20_000 + number).AddMilliseconds(123);
            var written = time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            return new($"\"{written}\"", [written, time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)]);
        }

        var marked = text switch
        {
            _ when IpAddress.IsOne(text) => text.Contains(':', StringComparison.Ordinal) ? $"2001:db8::abc:{hex}" : $"198.18.{number / 250}.{(number % 250) + 1}",
            _ when text.Length >= 8 && text.All(char.IsAsciiHexDigit) => $"{text[..^8]}a7e5{hex}",
            _ when text.Length is > 0 and < 6 && text.All(char.IsAsciiDigit) => $"3{digits}",
            _ when text.All(char.IsAsciiDigit) => $"{text[..^5]}3{digits}",
            _ => $"{text}mark{digits}k",
        };
        return new(JsonSerializer.Serialize(marked, FindingJson.Default.String), [marked is [.. var before, 'k'] && before.Contains("mark", StringComparison.Ordinal) ? $"mark{digits}k" : marked]);
    }

    private static Mark OfNumber(string json, int number)
    {
        var marked = json.Length > 8 && long.TryParse(json, CultureInfo.InvariantCulture, out _)
            ? string.Create(CultureInfo.InvariantCulture, $"{json[..4]}{number:0000}{json[8..]}")
            : json.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point
                ? point is 10 ? string.Create(CultureInfo.InvariantCulture, $"{json[..6]}{number:0000}.25") : (40 + (number / 1024.0)).ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"3{number:0000}");
        var time = decimal.Parse(marked, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new(marked, [marked, .. ((decimal[])[1000m, 0.001m, 0.000001m]).Select(factor => decimal.Truncate(time * factor)).Where(value => value > 1_000_000_000).Select(value => value.ToString("0", CultureInfo.InvariantCulture))]);
    }
}
