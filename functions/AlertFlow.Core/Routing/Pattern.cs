using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AlertFlow.Routing;

/// <summary>
/// The regular expressions of matchers. They match the whole value, ignore the culture, and run in linear time, because
/// attackers choose the value. Each is built once.
/// </summary>
public static class Pattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    private static readonly ConcurrentDictionary<string, Regex> Built = new(StringComparer.Ordinal);

    public static Regex Of(string pattern) => Built.GetOrAdd(pattern, static text => Build(text));

    /// <summary>Returns the error in a pattern; null when it is valid.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            // Checked alone first: `a)|(b` is well-formed only inside the group that anchors it.
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
