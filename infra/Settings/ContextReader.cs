using System.Globalization;
using System.Text.RegularExpressions;
using AlertFlow.Configuration;

namespace AlertFlow.Infra.Settings;

/// <summary>Reads typed values out of the CDK's context, then the environment, and gathers everything that is wrong.</summary>
/// <param name="context">The value of a context key: from <c>-c</c>, <c>cdk.json</c> or the app; null where it is not set.</param>
/// <param name="environment">An environment variable; null where it is not set. The key <c>logRetention</c> is <c>ALERTFLOW_LOG_RETENTION</c> there.</param>
public sealed partial class ContextReader(Func<string, object?> context, Func<string, string?> environment)
{
    private readonly List<string> errors = [];

    public IReadOnlyList<string> Errors => errors;

    public static string VariableOf(string key) => $"ALERTFLOW_{WordStart().Replace(key, "_${start}").ToUpperInvariant()}";

    public string? Text(string key) => Raw(key) switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() is { Length: > 0 } text ? text.Trim() : null,
    };

    public bool? Flag(string key) => Parsed<bool>(key, "true or false", bool.TryParse);

    public int? Number(string key, int least, int most) => Parsed(
        key, $"a whole number from {least} to {most}", (string text, out int number) => int.TryParse(text, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);

    public TimeSpan? Length(string key) => Parsed<TimeSpan>(key, Duration.Expected, Duration.TryParse);

    public DateTimeOffset? Time(string key) => Parsed(
        key,
        "a time with its offset, such as 2026-03-01T22:00:00Z",
        (string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time)
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10));

    public string Choice(string key, string otherwise, params IReadOnlyList<string> choices) => Text(key) switch
    {
        null => otherwise,
        var text when choices.Contains(text) => text,
        var text => Wrong(key, text, $"one of {string.Join(", ", choices)}", otherwise),
    };

    public string? Matching(string key, Regex shape, string expected) => Text(key) switch
    {
        { } text when !shape.IsMatch(text) => Wrong<string?>(key, text, expected, null),
        var text => text,
    };

    /// <summary>The ARN of something that exists.</summary>
    public string? Arn(string key, string service) =>
        Matching(key, new Regex($@"\Aarn:aws[a-z-]*:{service}:[^\s]+\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), $"an ARN such as arn:aws:{service}:…");

    /// <summary>A list of the context, or a text with commas.</summary>
    public IReadOnlyList<string>? List(string key) => Raw(key) switch
    {
        null => null,
        object[] items => [.. items.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)!.Trim())],
        var text => [.. text.ToString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
    };

    public void Wrong(string error) => errors.Add(error);

    private object? Raw(string key) => context(key) ?? environment(VariableOf(key));

    private T? Parsed<T>(string key, string expected, TryParse<T> parse)
        where T : struct => Text(key) switch
        {
            null => null,
            var text when parse(text, out var value) => value,
            var text => Wrong<T?>(key, text, expected, null),
        };

    private T Wrong<T>(string key, string text, string expected, T otherwise)
    {
        errors.Add($"{key} is '{text}', expected {expected}");
        return otherwise;
    }

    private delegate bool TryParse<T>(string text, out T value);

    [GeneratedRegex("(?<=[a-z])(?<start>[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordStart();
}
