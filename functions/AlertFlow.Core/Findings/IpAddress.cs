using System.Globalization;
using System.Net;

namespace AlertFlow.Findings;

/// <summary>An address only where the text is one: the schema refuses anything else, which then stays unmapped.</summary>
internal static class IpAddress
{
    /// <summary>Four full parts: <c>IPAddress</c> takes "1" and "0x7f.1" for addresses as well.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: <= 39 }
        && (text.Contains(':', StringComparison.Ordinal)
            ? !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out _)
            : AreOctets(text));

    private static bool AreOctets(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            if (++parts > 4 || !IsOctet(text[range]))
            {
                return false;
            }
        }

        return parts is 4;
    }

    /// <summary>Parsing alone would overlook a NUL behind the digits.</summary>
    private static bool IsOctet(ReadOnlySpan<char> part) =>
        part is ['0'] || (part is [>= '1' and <= '9', ..] && !part.ContainsAnyExceptInRange('0', '9') && byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
