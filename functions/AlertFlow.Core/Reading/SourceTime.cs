using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AlertFlow.Reading;

/// <summary>Reads the times of sources: RFC 3339 with up to nine digits of a second, or a number since 1970.</summary>
internal static class SourceTime
{
    private const int LongestOfTicks = 28;

    /// <summary>Returns null for a time before 1970, since the schema has no negative milliseconds.</summary>
    public static DateTimeOffset? OfText(ReadOnlySpan<byte> text)
    {
        if (text is not [>= (byte)'0' and <= (byte)'9', ..])
        {
            return null;
        }

        if (text.Length < 10 || text[4] != (byte)'-' || text[7] != (byte)'-')
        {
            return OfNumber(text);
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isTime = TryUsual(text, out var time)
            || DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, Utc, out time);
        return isTime && time >= DateTimeOffset.UnixEpoch ? time : null;
    }

    /// <summary>Reads the usual form as a time in JSON, which is five times as fast.</summary>
    private static bool TryUsual(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text[^1] is not (byte)'Z' || text.Length > LongestOfTicks)
        {
            return false;
        }

        Span<byte> quoted = stackalloc byte[LongestOfTicks + 2];
        quoted[0] = quoted[text.Length + 1] = (byte)'"';
        text.CopyTo(quoted[1..]);
        var reader = new Utf8JsonReader(quoted[..(text.Length + 2)]);
        try
        {
            // A quotation mark in the text would end it early, and an escape would be read a second time.
            return reader.Read()
                && reader.BytesConsumed == text.Length + 2
                && !reader.ValueIsEscaped
                && reader.TryGetDateTimeOffset(out time);
        }
        catch (JsonException)
        {
            // The text has a control character.
            return false;
        }
    }

    /// <summary>Reads seconds, milliseconds, microseconds or nanoseconds, depending on the size of the number.</summary>
    public static DateTimeOffset? OfNumber(ReadOnlySpan<byte> text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || number is < 0 or >= 10_000_000_000_000_000_000m)
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
