using AlertFlow.Deployment;
using AlertFlow.Functions;
using AlertFlow.Sources;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.Runtime;

// One executable, every function: ALERTFLOW_FUNCTION says which this process is.
Services services;
Settings settings;
try
{
    settings = Settings.Read(Environment.GetEnvironmentVariable);
    services = new Services(settings, Environment.GetEnvironmentVariable);
}
catch (Exception exception) when (exception is SettingsException or IOException or UnauthorizedAccessException or System.Text.Json.JsonException or AmazonClientException)
{
    await Console.Error.WriteLineAsync($"alertflow: cannot start: {exception.Message}");
    return 78; // EX_CONFIG
}

var scope = new InvocationScope(settings.Function.Name, settings.Of(Setting.MetricsNamespace), services.Clock);
var serializer = new SourceGeneratorLambdaJsonSerializer<FunctionJson>();
var builder = settings.Function.Name switch
{
    FunctionRow.NotifyName => LambdaBootstrapBuilder.Create<SQSEvent, SQSBatchResponse>(new NotifyFunction(services.Courier(), scope).HandleAsync, serializer),
    FunctionRow.SweepName => LambdaBootstrapBuilder.Create<ScheduledEvent>(new SweepFunction(services.Sweeper(), scope).HandleAsync, serializer),
    var name => LambdaBootstrapBuilder.Create<SQSEvent, SQSBatchResponse>(new IngestFunction(services.Ingestion(Source.Find(name)!), scope).HandleAsync, serializer), // Each other row is a source.
};
await builder.Build().RunAsync();
return 0;
