namespace AlertFlow.Notifications.Text;

/// <summary>
/// Addresses from findings written so that no mail or chat program makes a link of them, as incident responders write
/// them: <c>https[:]//evil[.]example</c>.
/// </summary>
internal static class Defanged
{
    public static string Of(string text) => text
        .Replace("://", "[:]//", StringComparison.Ordinal)
        .Replace("www.", "www[.]", StringComparison.OrdinalIgnoreCase)
        .Replace("mailto:", "mailto[:]", StringComparison.OrdinalIgnoreCase)
        .Replace("@", "[@]", StringComparison.Ordinal);

    /// <summary>A name that is nothing but a host.</summary>
    public static string Domain(string domain)
    {
        var dot = domain.TrimEnd('.').LastIndexOf('.');
        return dot < 0 ? Of(domain) : Of($"{domain[..dot]}[.]{domain[(dot + 1)..]}");
    }
}
