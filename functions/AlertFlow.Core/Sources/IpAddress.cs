using System.Net;

namespace AlertFlow.Sources;

/// <summary>An address only where the text is one: the schema refuses anything else, which then stays unmapped.</summary>
internal static class IpAddress
{
    public static string? Of(params ReadOnlySpan<SourceNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (IsOne(node.PeekText()))
            {
                return node.Text();
            }
        }

        return null;
    }

    /// <summary>Four full parts: <c>IPAddress</c> takes "1" and "0x7f.1" for addresses as well.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: <= 39 }
        && (text.Contains(':', StringComparison.Ordinal)
            ? !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out _)
            : text.Split('.') is { Length: 4 } parts && parts.All(IsOctet));

    private static bool IsOctet(string part) =>
        part is { Length: > 0 and <= 3 } && part.All(char.IsAsciiDigit) && (part is ['0'] || part[0] is not '0')
        && int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) <= byte.MaxValue;
}
