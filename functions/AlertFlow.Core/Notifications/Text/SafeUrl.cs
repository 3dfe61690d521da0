namespace AlertFlow.Notifications.Text;

/// <summary>Checks links: only absolute http(s) addresses on a plain host, without user info or secrets, are safe.</summary>
public static class SafeUrl
{
    private const int Longest = 2000;

    /// <summary>Returns the address, percent-encoded; null when it must not be linked.</summary>
    public static string? Of(string? url) =>
        url is { Length: > 0 and <= Longest }
        && !url.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || char.IsSurrogate(character))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && uri.UserInfo.Length is 0
        && uri.Host.Length > 0
        && uri.Host.All(char.IsAscii)
        && Encoded(uri) is var encoded
        && encoded.All(char.IsAscii)
        && Redaction.Default.Apply(encoded) == encoded
            ? encoded
            : null;

    /// <summary>What <see cref="Uri.AbsoluteUri"/> leaves and Slack or HTML could misread.</summary>
    private static string Encoded(Uri uri) => uri.AbsoluteUri
        .Replace("|", "%7C", StringComparison.Ordinal)
        .Replace("'", "%27", StringComparison.Ordinal)
        .Replace("<", "%3C", StringComparison.Ordinal)
        .Replace(">", "%3E", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal);
}
