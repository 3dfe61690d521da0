using AlertFlow.Infra;
using AlertFlow.Infra.Accounts;
using AlertFlow.Infra.Settings;
using Amazon.CDK;

using var scratch = new Scratch();
try
{
    var app = new App();
    ContextKeys.RefuseUnknown(app);
    var settings = DeploymentSettings.Read(new ContextReader(app.Node.TryGetContext, System.Environment.GetEnvironmentVariable));
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
    var errors = (exception as SettingsException ?? exception.InnerException!).Message.Split('\n');
    await Console.Error.WriteLineAsync($"alertflow: cannot be deployed like this:\n{string.Join('\n', errors.Select(error => $"  {error}"))}");
    return 1;
}
