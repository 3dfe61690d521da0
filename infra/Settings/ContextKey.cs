using System.Text.RegularExpressions;

namespace AlertFlow.Infra.Settings;

/// <summary>A setting of a deployment: a key of the CDK's context, and its row in <c>docs/deploy.md</c>.</summary>
/// <param name="Name">The key.</param>
/// <param name="Default">The value where nothing is set, as people write it; null where there is none, or the description says it.</param>
/// <param name="Description">The meaning, in Markdown.</param>
internal abstract partial record ContextKey(string Name, string? Default, string Description)
{
    /// <summary>The environment variable: that of <c>logRetention</c> is <c>ALERTFLOW_LOG_RETENTION</c>.</summary>
    public string Variable => $"ALERTFLOW_{WordStart().Replace(Name, "_${start}").ToUpperInvariant()}";

    public bool IsMandatory { get; init; }

    /// <summary>Returns whether a text is a valid value.</summary>
    public abstract bool IsValid(string text);

    [GeneratedRegex("(?<=[a-z])(?<start>[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordStart();
}

/// <summary>A setting whose valid values become a type.</summary>
internal sealed record ContextKey<T>(string Name, string? Default, string Description, Format<T> Format)
    : ContextKey(Name, Default, Description)
{
    /// <summary>The default as a value; that of the type where the setting has none.</summary>
    public T DefaultValue { get; } = Default is not null && Format.TryParse(Default, out var value) ? value : default!;

    public override bool IsValid(string text) => Format.TryParse(text, out _);
}
