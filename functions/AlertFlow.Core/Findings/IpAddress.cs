using System.Globalization;
using System.Net;

namespace AlertFlow.Findings;

/// <summary>Recognises IP addresses. The schema refuses any other text in their place, so such a text stays unmapped.</summary>
internal static class IpAddress
{
    /// <summary>Requires four full parts for IPv4, because <c>IPAddress</c> also accepts "1" and "0x7f.1".</summary>
    public static bool IsOne(string? text) =>
        text is { Length: <= 39 }
        && (text.Contains(':', StringComparison.Ordinal)
            ? !text.AsSpan().ContainsAny('%', '[') && IPAddress.TryParse(text, out _)
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

    /// <summary>Checks each character, because parsing ignores a NUL after the digits.</summary>
    private static bool IsOctet(ReadOnlySpan<char> part) =>
        part is ['0']
        || (part is [>= '1' and <= '9', ..]
            && !part.ContainsAnyExceptInRange('0', '9')
            && byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
