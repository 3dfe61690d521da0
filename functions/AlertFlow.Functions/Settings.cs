using System.Globalization;
using System.Text.Json;
using AlertFlow.Deployment;
using AlertFlow.Routing;

namespace AlertFlow.Functions;

/// <summary>The validated environment of the process. One error names everything that is missing or wrong.</summary>
public sealed class Settings
{
    private readonly IReadOnlyDictionary<string, string> values;

    private Settings(FunctionRow function, IReadOnlyDictionary<string, string> values) => (Function, this.values) = (function, values);

    public FunctionRow Function { get; }

    public string Of(Setting setting) => values[setting.Name];

    public TimeSpan ClockOffset => TimeSpan.Parse(Of(Setting.ClockOffset), CultureInfo.InvariantCulture);

    public TimeSpan HttpTimeout => TimeSpan.Parse(Of(Setting.HttpTimeout), CultureInfo.InvariantCulture);

    /// <param name="variable">Returns an environment variable; null where it is not set.</param>
    /// <exception cref="SettingsException">Something is missing or wrong.</exception>
    public static Settings Read(Func<string, string?> variable)
    {
        var name = variable(Setting.FunctionName);
        if (FunctionRow.Find(name) is not { } function)
        {
            var names = string.Join(", ", FunctionRow.All.Select(row => row.Name));
            throw new SettingsException($"{Setting.FunctionName} is {(name is null ? "not set" : $"'{name}'")}, expected one of {names}");
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
        return errors.Count == 0 ? settings : throw new SettingsException([.. errors, .. settings.MissingForReceivers()]);
    }

    /// <summary>Checks that everything is set that the receivers of the configuration need.</summary>
    /// <exception cref="SettingsException">Something is missing.</exception>
    public void Require(RoutingConfig config)
    {
        if (Missing(config) is { Count: > 0 } missing)
        {
            throw new SettingsException(missing);
        }
    }

    /// <summary>Reads the configuration although something is wrong already, so that the error names all of it.</summary>
    private List<string> MissingForReceivers()
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

/// <summary>The function cannot run in this environment.</summary>
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
