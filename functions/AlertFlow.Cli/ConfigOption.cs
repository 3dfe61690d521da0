using System.CommandLine;
using System.Diagnostics;
using AlertFlow.Channels;
using AlertFlow.Configuration;
using AlertFlow.Routing;

namespace AlertFlow.Cli;

/// <summary><c>--config</c>: a file, else <c>routes.yaml</c> here, else the shipped tree.</summary>
public static class ConfigOption
{
    private const string LocalFile = "routes.yaml";

    public static Option<string?> Create() => new("--config")
    {
        Description = $"The configuration; without it ./{LocalFile} where it exists, else the shipped tree.",
        HelpName = "FILE",
    };

    /// <summary>Returns the named file, or the default; null is the shipped tree.</summary>
    public static string? FileOr(string? named) => named ?? (File.Exists(LocalFile) ? LocalFile : null);

    /// <exception cref="InvalidConfigurationException">It cannot be read, or has errors; the message names each.</exception>
    public static RoutingConfig Load(string? named) => Valid(Compile(FileOr(named)));

    public static RoutingConfig Shipped() => Valid(Compile(null));

    /// <param name="file">Null is the shipped tree.</param>
    /// <param name="channels">The catalogue that receivers choose from; null is the product's own.</param>
    /// <param name="at">Silences that ended before this time are noted; null notes none.</param>
    public static RoutesResult Compile(string? file, IReadOnlyList<Channel>? channels = null, DateTimeOffset? at = null)
    {
        if (file is null)
        {
            return RoutesFile.CompileDefault(channels);
        }

        if (file is "" || Directory.Exists(file))
        {
            return Unreadable(file, file is "" ? "its name is empty" : "it is a folder");
        }

        try
        {
            return RoutesFile.Compile(File.ReadAllText(file), file, channels, at);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, e.Message);
        }
    }

    private static RoutesResult.Invalid Unreadable(string file, string why) =>
        new([new(file, 1, 1, DiagnosticKind.Error, $"cannot be read: {why}")]);

    private static RoutingConfig Valid(RoutesResult result) => result switch
    {
        RoutesResult.Valid valid => valid.Config,
        RoutesResult.Invalid invalid => throw new InvalidConfigurationException(string.Join('\n', invalid.Errors)),
        _ => throw new UnreachableException(),
    };
}

/// <summary>A configuration has errors; the message is a line for each.</summary>
public sealed class InvalidConfigurationException : Exception
{
    public InvalidConfigurationException()
    {
    }

    public InvalidConfigurationException(string message)
        : base(message)
    {
    }

    public InvalidConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
