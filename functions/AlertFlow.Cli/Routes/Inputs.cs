using System.CommandLine;
using System.CommandLine.Parsing;
using AlertFlow.Channels;
using AlertFlow.Configuration;
using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Cli.Routes;

/// <summary>The options that several subcommands share, and how they are read.</summary>
internal sealed class Inputs(IReadOnlyList<Channel> channels, TimeProvider clock)
{
    public static Option<DateTimeOffset?> At() => new("--at")
    {
        Description = "The time to decide at, such as 2026-03-01T22:00:00Z; without it, now.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (Times.TryParse(Only(result), out var at))
            {
                return at;
            }

            result.AddError($"'{Screen.Clean(Only(result))}' is no time with its offset, such as 2026-03-01T22:00:00Z.");
            return null;
        },
    };

    public static Option<Severity?> SeverityOption() => new("--severity")
    {
        Description = "The severity that the source gives: informational, low, medium, high, critical or fatal.",
        HelpName = "SEVERITY",
        CustomParser = result =>
        {
            if (SeverityName.TryParse(Only(result), out var severity))
            {
                return severity;
            }

            result.AddError($"'{Screen.Clean(Only(result))}' is no severity.");
            return null;
        },
    };

    public static Option<KeyValuePair<string, string>[]> Labels() => new("--label")
    {
        Description =
            "A label of the finding, such as rule=\"Reverse shell\"; may be repeated. "
            + $"Labels: {string.Join(", ", LabelSet.Known)}, tag.KEY, label.KEY.",
        HelpName = "LABEL=VALUE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Label(token.Value, result))],
    };

    public DateTimeOffset Now(DateTimeOffset? at) => at ?? clock.GetUtcNow();

    /// <param name="file">Null is the shipped tree.</param>
    /// <param name="at">Silences that ended before this time are noted; null notes none.</param>
    public RoutesResult Compile(string? file, DateTimeOffset? at = null) => ConfigOption.Compile(file, channels, at);

    /// <summary>Returns null if the configuration has errors; they are written first.</summary>
    public RoutingConfig? Load(string? named, Screen errors)
    {
        switch (Compile(ConfigOption.FileOr(named)))
        {
            case RoutesResult.Valid valid:
                return valid.Config;
            case RoutesResult.Invalid invalid:
                errors.Write(invalid.Errors);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string Only(ArgumentResult result) => result.Tokens is [var token, ..] ? token.Value : "";

    private static KeyValuePair<string, string> Label(string text, ArgumentResult result)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var label = at < 0 ? text : text[..at];
        if (at < 0)
        {
            result.AddError($"'{Screen.Clean(text)}' is no LABEL=VALUE.");
        }
        else if (label is Matcher.SeverityLabel)
        {
            result.AddError("Give the severity by --severity.");
        }
        else if (!LabelSet.IsKnown(label))
        {
            result.AddError($"'{Screen.Clean(label)}' is no label.");
        }

        return new(label, at < 0 ? "" : text[(at + 1)..]);
    }
}
