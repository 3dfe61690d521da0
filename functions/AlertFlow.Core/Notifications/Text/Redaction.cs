using System.Text.RegularExpressions;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Notifications.Text;

/// <summary>
/// Blacks out secrets in text from outside: the value alone, so that what was done stays readable. Runs before anything
/// is stored and again in every channel; applying it twice changes nothing.
/// </summary>
public sealed class Redaction
{
    public const string Mark = "[redacted]";

    /// <summary>No text is looked at beyond this many characters.</summary>
    private const int Longest = 8_192;

    private readonly Regex[] _configured;

    private Redaction(Regex[] configured) => _configured = configured;

    /// <summary>The built-in patterns alone.</summary>
    public static Redaction Default { get; } = new([]);

    /// <summary>The built-in patterns and those of <c>redact</c>, whose whole match is blacked out.</summary>
    public static Redaction With(IReadOnlyList<string> patterns) =>
        patterns.Count is 0 ? Default : new([.. patterns.Select(Compile)]);

    /// <summary>Why a configured pattern cannot be used; null where it can.</summary>
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
    /// Harmless text without secrets, on one line of at most <paramref name="max"/> characters. What is invisible goes
    /// first, since it would hide a secret from the patterns; the cut comes last, since it would halve one.
    /// </summary>
    public string Line(string? text, int max) =>
        string.IsNullOrEmpty(text) ? "" : SafeText.Line(Apply(SafeText.Line(text, Longest)), max);

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The group <c>secret</c> is what a match must not show.</summary>
    private static string BlackOut(Match match)
    {
        var secret = match.Groups["secret"];
        var start = secret.Index - match.Index;
        return string.Concat(match.ValueSpan[..start], Mark, match.ValueSpan[(start + secret.Length)..]);
    }
}
