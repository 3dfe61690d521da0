namespace AlertFlow.Reading;

/// <summary>
/// Replaces escaped halves of surrogate pairs (<c>\ud800</c>) by U+FFFD. They are valid JSON but not text, and
/// <c>GetString</c> throws on them; attackers use them in file names. The length stays the same.
/// </summary>
internal static class Surrogates
{
    private const int EscapeLength = 6;

    public static bool MayBeIn(ReadOnlySpan<byte> json) =>
        json.Contains((byte)'\\') && (json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0);

    public static byte[] Repaired(ReadOnlySpan<byte> json)
    {
        var repaired = json.ToArray();
        for (var at = 0; at < repaired.Length; at++)
        {
            if (repaired[at] != (byte)'\\')
            {
                continue;
            }

            if (!TryUnit(repaired, at, out var unit))
            {
                at++;
            }
            else if (char.IsHighSurrogate(unit) && TryUnit(repaired, at + EscapeLength, out var next) && char.IsLowSurrogate(next))
            {
                at += (2 * EscapeLength) - 1;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    "\\ufffd"u8.CopyTo(repaired.AsSpan(at));
                }

                at += EscapeLength - 1;
            }
        }

        return repaired;
    }

    private static bool TryUnit(ReadOnlySpan<byte> json, int at, out char unit)
    {
        unit = default;
        if (at + EscapeLength > json.Length || json[at] != (byte)'\\' || json[at + 1] != (byte)'u')
        {
            return false;
        }

        var value = 0;
        foreach (var digit in json.Slice(at + 2, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            value = (value << 4) + Convert.ToInt32(((char)digit).ToString(), 16);
        }

        unit = (char)value;
        return true;
    }
}
