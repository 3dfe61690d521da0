using System.Globalization;
using System.Text.Json;
using AlertFlow.Deployment;
using AlertFlow.Routing;

namespace AlertFlow.Functions;

/// <summary>The environment of the process, validated: everything that is missing or wrong is told at once.</summary>
public sealed class Settings
{
    private readonly IReadOnlyDictionary<string, string> values;

    private Settings(FunctionRow function, IReadOnlyDictionary<string, string> values) => (Function, this.values) = (function, values);

    public FunctionRow Function { get; }

    public string Of(Setting setting) => values[setting.Name];

    public TimeSpan ClockOffset => TimeSpan.Parse(Of(Setting.ClockOffset), CultureInfo.InvariantCulture);

    public TimeSpan HttpTimeout => TimeSpan.Parse(Of(Setting.HttpTimeout), CultureInfo.InvariantCulture);

    /// <param name="variable">An environment variable; null where it is not set.</param>
    /// <exception cref="SettingsException">Something is missing or wrong.</exception>
    public static Settings Read(Func<string, string?> variable)
    {
        var name = variable(Setting.FunctionName);
        if (FunctionRow.Find(name) is not { } function)
        {
            throw new SettingsException(
                [$"{Setting.FunctionName} is {(name is null ? "not set" : $"'{name}'")}, expected one of {string.Join(", ", FunctionRow.All.Select(row => row.Name))}"]);
        }

        Dictionary<string, string> valid = [];
        List<string> errors = [];
        foreach (var setting in function.Settings)
        {
            if ((variable(setting.Name) is { Length: > 0 } set ? set : setting.Default) is not { } value)
            {
                errors.Add(NotSet(setting));
            }
            else if (!setting.IsValid(value))
            {
                errors.Add($"{setting.Name} is '{value}', expected {setting.Expected}");
            }
            else
            {
                valid.Add(setting.Name, value);
            }
        }

        var settings = new Settings(function, valid);
        return errors.Count == 0 ? settings : throw new SettingsException([.. errors, .. settings.MissingToo()]);
    }

    /// <summary>Holds them against what the configuration makes necessary.</summary>
    /// <exception cref="SettingsException">Something of it is missing.</exception>
    public void Require(RoutingConfig config)
    {
        if (Missing(config) is { Count: > 0 } missing)
        {
            throw new SettingsException(missing);
        }
    }

    /// <summary>Where something is wrong already, the configuration is read only to tell all of it at once.</summary>
    private List<string> MissingToo()
    {
        try
        {
            return Missing(RoutingConfigJson.Read(File.ReadAllText(Of(Setting.Routes))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private List<string> Missing(RoutingConfig config) =>
    [
        .. Function.Environment(config, values.GetValueOrDefault(Setting.ChannelName.Name))
            .Where(setting => values.GetValueOrDefault(setting.Name) is "")
            .Select(NotSet),
    ];

    private static string NotSet(Setting setting) => $"{setting.Name} is not set, expected {setting.Expected}";
}

/// <summary>The environment is not one in which the function can run.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException()
    {
    }

    public SettingsException(string message)
        : base(message)
    {
    }

    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public SettingsException(IReadOnlyCollection<string> errors)
        : base(string.Join("; ", errors))
    {
    }
}
