using AlertFlow.Channels;
using AlertFlow.Configuration;
using AlertFlow.Routing;

namespace AlertFlow.Infra.Settings;

/// <summary>The configuration as the functions read it.</summary>
/// <param name="Config">The compiled configuration.</param>
/// <param name="File">The file that people wrote it in.</param>
/// <param name="Warnings">The compiler's warnings, with line and column.</param>
public sealed record CompiledRoutes(RoutingConfig Config, string File, IReadOnlyList<string> Warnings)
{
    private const string OwnFile = "routes.yaml";

    /// <summary>The channels that its receivers use: the others are not deployed.</summary>
    public IReadOnlyList<Channel> Channels => [.. Config.Channels.Select(name => Channel.Find(name)!)]; // The compiler knows no other.

    /// <param name="settings">Name the file, and override parts of it.</param>
    /// <param name="root">The folder that paths start from.</param>
    /// <exception cref="SettingsException">The file does not exist or is wrong; names every mistake with file, line and column.</exception>
    public static CompiledRoutes Of(DeploymentSettings settings, string root)
    {
        var own = Path.Combine(root, settings.Routes ?? OwnFile);
        if (settings.Routes is not null && !System.IO.File.Exists(own))
        {
            throw new SettingsException($"routes is '{settings.Routes}', which does not exist in {root}");
        }

        var (name, text) = System.IO.File.Exists(own)
            ? (settings.Routes ?? OwnFile, System.IO.File.ReadAllText(own))
            : ("routes.default.yaml", RoutesFile.Default);
        return RoutesFile.Compile(text, name) switch
        {
            RoutesResult.Valid valid =>
                new(Deployed(valid.Config, settings), name, [.. valid.Warnings.Select(warning => warning.ToString())]),
            RoutesResult.Invalid invalid => throw new SettingsException(invalid.Errors.Select(error => error.ToString())),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Puts the settings in place of the configuration's: the frequency is the detector's, which no routes decide.</summary>
    private static RoutingConfig Deployed(RoutingConfig config, DeploymentSettings settings)
    {
        if (settings.ShadowReceiver is { } named && config.Receiver(named) is null)
        {
            var names = string.Join(", ", config.Receivers.Select(receiver => receiver.Name));
            throw new SettingsException($"shadowReceiver is '{named}', expected one of {names}");
        }

        var timers = config.Timers with { GuarddutyPublishingFrequency = settings.PublishingFrequency };
        var deployed = RoutingConfigJson.Versioned(config with { Timers = timers });
        deployed = settings.AdoptAfter is { } after ? deployed.Adopting(after) : deployed;
        return settings.IsShadow ? deployed.InShadow(settings.ShadowReceiver ?? deployed.Receivers[0].Name) : deployed;
    }
}
