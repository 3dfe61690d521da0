using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AlertFlow.Reading;

/// <summary>Times as the sources write them: RFC 3339 with up to nine digits of a second, or a number since 1970.</summary>
internal static class SourceTime
{
    private const int LongestOfTicks = 28;

    /// <summary>Anything before 1970 is no time that a schema of unsigned milliseconds could hold.</summary>
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
        return (TryUsual(text, out var time) || DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, Utc, out time)) && time >= DateTimeOffset.UnixEpoch
            ? time
            : null;
    }

    /// <summary>The usual form, by the reader of JSON's times, which knows no other and is five times as quick.</summary>
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
            // A quotation mark in it would end it here, and an escape be read again.
            return reader.Read() && reader.BytesConsumed == text.Length + 2 && !reader.ValueIsEscaped && reader.TryGetDateTimeOffset(out time);
        }
        catch (JsonException)
        {
            // A control character in it.
            return false;
        }
    }

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds, told by their size.</summary>
    public static DateTimeOffset? OfNumber(ReadOnlySpan<byte> text)
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
