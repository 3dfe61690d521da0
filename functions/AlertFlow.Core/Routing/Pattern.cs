using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AlertFlow.Routing;

/// <summary>
/// The regular expressions of matchers: they match the whole value, whatever the culture, and in linear time, since the
/// value is chosen by whoever attacks. Each is built once.
/// </summary>
public static class Pattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    private static readonly ConcurrentDictionary<string, Regex> Built = new(StringComparer.Ordinal);

    public static Regex Of(string pattern) => Built.GetOrAdd(pattern, static text => Build(text));

    /// <summary>What is wrong with a pattern; null where nothing is.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            // By itself first: `a)|(b` is only well-formed within the group that anchors it.
            _ = new Regex(pattern, Options);
            _ = Of(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e is NotSupportedException ? "it needs backtracking (a look-around, back reference or atomic group)" : e.Message;
        }
    }

    private static Regex Build(string pattern) => new($@"\A(?:{pattern})\z", Options);
}
