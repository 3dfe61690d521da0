using AlertFlow.Infra;
using AlertFlow.Infra.Accounts;
using AlertFlow.Infra.Settings;
using Amazon.CDK;
using var scratch = new Scratch();

try
{
    var app = new App();
    var settings = DeploymentSettings.Read(ContextReader.Of(app));
    _ = new AlertFlowStack(app, settings, Directory.GetCurrentDirectory());
    if (settings.IsMultiAccount)
    {
        _ = new FindingForwarder(app);
    }

    app.Synth();
    return 0;
}
catch (Exception exception) when (exception is SettingsException || exception.InnerException is SettingsException)
{
    var errors = (exception as SettingsException ?? exception.InnerException!).Message.Split('\n'); // The filter has seen one of them.
    var lines = string.Join('\n', errors.Select(error => $"  {error}"));
    await Console.Error.WriteLineAsync($"alertflow: cannot be deployed like this:\n{lines}");
    return 1;
}
