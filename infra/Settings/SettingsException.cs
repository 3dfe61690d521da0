namespace AlertFlow.Infra.Settings;

/// <summary>The deployment cannot be made as it is described; the message names everything that is wrong, a line each.</summary>
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

    public SettingsException(IEnumerable<string> errors)
        : base(string.Join('\n', errors))
    {
    }
}
