using System.Globalization;
using System.Text.Json.Nodes;
using AlertFlow.Configuration;
using Amazon.CDK;

namespace AlertFlow.Infra.Settings;

/// <summary>Reads settings from the CDK's context, then from the environment, and gathers all errors.</summary>
/// <param name="context">The value of a context key: from <c>-c</c>, <c>cdk.json</c> or the app; null where it is not set.</param>
/// <param name="environment">The value of an environment variable; null where it is not set.</param>
public sealed class ContextReader(Func<string, object?> context, Func<string, string?> environment)
{
    private readonly List<string> errors = [];

    public IReadOnlyList<string> Errors => errors;

    /// <summary>Returns a reader of an app and of this process. A misspelt key is an error: it would silently do nothing.</summary>
    public static ContextReader Of(App app)
    {
        var reader = new ContextReader(app.Node.TryGetContext, System.Environment.GetEnvironmentVariable);
        string[] known = [.. ContextKeys.All.Select(key => key.Name)];
        foreach (var key in KeysOf(app).Where(key => !IsOfCdk(key)).Except(known))
        {
            reader.Wrong($"{key} is not a setting, {Suggestion.Among(known, key)}");
        }

        return reader;
    }

    /// <summary>Returns the value of a setting, or its default.</summary>
    internal T Read<T>(ContextKey<T> key) => TryRead(key, out var value) ? value : key.DefaultValue;

    /// <summary>Returns the value of a setting that has no default; null where it is not set.</summary>
    internal T? Optional<T>(ContextKey<T> key)
        where T : class => TryRead(key, out var value) ? value : null;

    internal void Wrong(string error) => errors.Add(error);

    private bool TryRead<T>(ContextKey<T> key, out T value)
    {
        var (place, text) = context(key.Name) is { } given ? (key.Name, TextOf(given)) : (key.Variable, TextOf(environment(key.Variable)));
        if (text is not null && key.Format.TryParse(text, out value))
        {
            return true;
        }

        if (text is not null || key.IsMandatory)
        {
            Wrong(text is null
                ? $"{key.Name} is not set, nor is {key.Variable} in the environment, expected {key.Format.Expected}"
                : $"{place} is '{text}', expected {key.Format.Expected}");
        }

        value = default!;
        return false;
    }

    /// <summary>An empty text is the same as none; an empty list is a list.</summary>
    private static string? TextOf(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        object[] items => string.Join(',', items.Select(TextOf)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()?.Trim() is { Length: > 0 } text ? text : null,
    };

    private static bool IsOfCdk(string key) => key.Contains(':', StringComparison.Ordinal) || key.Contains('/', StringComparison.Ordinal);

    /// <summary>jsii gives a map, or JSON that it does not take apart.</summary>
    private static IEnumerable<string> KeysOf(App app) => app.Node.GetAllContext() switch
    {
        null => [],
        IDictionary<string, object> map => map.Keys,
        var json => [.. JsonNode.Parse(json.ToString()!)!.AsObject().Select(member => member.Key)], // Its text is the JSON.
    };
}
