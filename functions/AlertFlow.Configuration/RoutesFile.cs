using AlertFlow.Channels;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>The result of compiling a file.</summary>
public abstract record RoutesResult
{
    private RoutesResult()
    {
    }

    public sealed record Valid(RoutingConfig Config, IReadOnlyList<Diagnostic> Warnings) : RoutesResult;

    /// <summary>The problems, warnings included.</summary>
    public sealed record Invalid(IReadOnlyList<Diagnostic> Errors) : RoutesResult;
}

/// <summary>Compiles <c>routes.yaml</c>. For any text it returns a configuration or all problems.</summary>
public static class RoutesFile
{
    private const string DefaultName = "routes.default.yaml";

    private static readonly string[] Keys =
        ["route", "receivers", "severity_overrides", "suppress", "silences", "runbooks", "redact", "timers", "accounts", "shadow", "adopt_after"];

    /// <summary>The text of the default tree.</summary>
    public static string Default { get; } = ReadDefault();

    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="channels">The channels that receivers may use; null for the product's own.</param>
    /// <param name="at">The time for notes about ended silences; null for no notes.</param>
    public static RoutesResult Compile(string text, string file, IReadOnlyList<Channel>? channels = null, DateTimeOffset? at = null)
    {
        var report = new Report(file);
        var config = YamlFile.Read(text, report) is { } root && Fields.Open(root, "the file", Keys, report) is { } fields
            ? Read(fields, channels ?? Channel.All, at, report)
            : null;
        return config is null || report.HasErrors
            ? new RoutesResult.Invalid(report.All)
            : new RoutesResult.Valid(RoutingConfigJson.Versioned(config), report.All);
    }

    /// <summary>Compiles the default tree.</summary>
    public static RoutesResult CompileDefault(IReadOnlyList<Channel>? channels = null) => Compile(Default, DefaultName, channels);

    private static RoutingConfig? Read(Fields fields, IReadOnlyList<Channel> channels, DateTimeOffset? at, Report report)
    {
        var receivers = ReceiverSection.Read(fields, channels, report);
        var tree = RouteSection.Read(fields, receivers, report);
        var config = new RoutingConfig
        {
            Version = "",
            Route = tree?.Route ?? new() { Name = RouteSection.RootName, Receivers = [] },
            Receivers = [.. receivers.Select(receiver => receiver.Receiver)],
            SeverityOverrides = RuleSections.Overrides(fields, report),
            Suppress = RuleSections.Suppress(fields, report),
            Silences = SilenceSection.Read(fields, at, report),
            Runbooks = RuleSections.Runbooks(fields, report),
            Redact = RuleSections.Redact(fields, report),
            Timers = TimerSection.Read(fields, report),
            Accounts = DeploymentSection.Accounts(fields, report),
            Shadow = DeploymentSection.Shadow(fields, receivers, report),
            AdoptAfter = DeploymentSection.AdoptAfter(fields, report),
        };
        if (tree is null || report.HasErrors)
        {
            return null;
        }

        TreeWarnings.Add(tree, receivers, report);
        return config;
    }

    private static string ReadDefault()
    {
        using var stream = typeof(RoutesFile).Assembly.GetManifestResourceStream(DefaultName)!; // The project file embeds it.
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
