using System.Text.RegularExpressions;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Notifications.Text;

/// <summary>
/// Blacks out secrets in text from outside: only their values, so that the command stays readable. It runs before anything
/// is stored and again in every channel. Applying it twice changes nothing.
/// </summary>
public sealed class Redaction
{
    public const string Mark = "[redacted]";

    /// <summary>Text beyond this many characters is dropped unread.</summary>
    private const int Longest = 8_192;

    private readonly Regex[] _configured;

    private Redaction(Regex[] configured) => _configured = configured;

    /// <summary>The built-in patterns alone.</summary>
    public static Redaction Default { get; } = new([]);

    /// <summary>The built-in patterns and those of <c>redact</c>, whose whole match is blacked out.</summary>
    public static Redaction With(IReadOnlyList<string> patterns) =>
        patterns.Count is 0 ? Default : new([.. patterns.Select(Compile)]);

    /// <summary>Returns the error in a configured pattern; null when it is valid.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            return Compile(pattern).IsMatch("") ? "it matches the empty text" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return exception.Message;
        }
    }

    public string Apply(string text)
    {
        try
        {
            foreach (var pattern in SecretPatterns.All)
            {
                text = pattern.Replace(text, BlackOut);
            }

            foreach (var pattern in _configured)
            {
                text = pattern.Replace(text, match => match.Length is 0 ? "" : Mark);
            }

            return text;
        }
        catch (RegexMatchTimeoutException)
        {
            return Mark;
        }
    }

    /// <summary>
    /// Returns safe text without secrets, on one line of at most <paramref name="max"/> characters. Invisible characters are
    /// removed first, because they would hide a secret from the patterns. The cut comes last, because it could halve a secret.
    /// </summary>
    public string Line(string? text, int max) =>
        string.IsNullOrEmpty(text) ? "" : SafeText.Line(Apply(SafeText.Line(text, Longest)), max);

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Blacks out the group <c>secret</c> of a match.</summary>
    private static string BlackOut(Match match)
    {
        var secret = match.Groups["secret"];
        var start = secret.Index - match.Index;
        return string.Concat(match.ValueSpan[..start], Mark, match.ValueSpan[(start + secret.Length)..]);
    }
}
