using System.Globalization;

namespace AlertFlow.Configuration;

/// <summary>Reads times as people write them: RFC 3339, where seconds are optional and the offset is not.</summary>
public static class Times
{
    public const string Expected = "a time with its offset, such as 2026-03-01T22:00:00Z";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];

    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text.EndsWith('Z') ? $"{text[..^1]}+00:00" : text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
