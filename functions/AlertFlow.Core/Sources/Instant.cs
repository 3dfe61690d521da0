using System.Globalization;

namespace AlertFlow.Sources;

/// <summary>Times as the sources write them: RFC 3339 with up to nine digits of a second, or a number since 1970.</summary>
internal static class Instant
{
    /// <summary>Anything before 1970 is no time that a schema of unsigned milliseconds could hold.</summary>
    public static DateTimeOffset? OfText(string text)
    {
        if (text is not [>= '0' and <= '9', ..])
        {
            return null;
        }

        if (text.Length < 10 || text[4] != '-' || text[7] != '-')
        {
            return OfNumber(text);
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) && time >= DateTimeOffset.UnixEpoch ? time : null;
    }

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds, told by their size.</summary>
    public static DateTimeOffset? OfNumber(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number is < 0 or >= 10_000_000_000_000_000_000m)
        {
            return null;
        }

        var ticks = number switch
        {
            < 100_000_000_000m => number * TimeSpan.TicksPerSecond,
            < 100_000_000_000_000m => number * TimeSpan.TicksPerMillisecond,
            < 100_000_000_000_000_000m => number * TimeSpan.TicksPerMicrosecond,
            _ => number / TimeSpan.NanosecondsPerTick,
        };
        return DateTimeOffset.UnixEpoch.AddTicks((long)ticks);
    }
}
