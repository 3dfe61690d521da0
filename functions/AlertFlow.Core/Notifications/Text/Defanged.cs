namespace AlertFlow.Notifications.Text;

/// <summary>
/// Rewrites addresses from findings so that no mail or chat program turns them into links, as incident responders do:
/// <c>https[:]//evil[.]example</c>.
/// </summary>
internal static class Defanged
{
    public static string Of(string text) => text
        .Replace("://", "[:]//", StringComparison.Ordinal)
        .Replace("www.", "www[.]", StringComparison.OrdinalIgnoreCase)
        .Replace("mailto:", "mailto[:]", StringComparison.OrdinalIgnoreCase)
        .Replace("@", "[@]", StringComparison.Ordinal);

    /// <summary>Rewrites a name that is only a host.</summary>
    public static string Domain(string domain)
    {
        var dot = domain.TrimEnd('.').LastIndexOf('.');
        return dot < 0 ? Of(domain) : Of($"{domain[..dot]}[.]{domain[(dot + 1)..]}");
    }
}
