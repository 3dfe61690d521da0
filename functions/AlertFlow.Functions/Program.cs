using System.Text.Json;
using AlertFlow.Deployment;
using AlertFlow.Functions;
using AlertFlow.Sources;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.Runtime;

// One executable, every function: ALERTFLOW_FUNCTION says which this process is.
CompositionRoot root;
Settings settings;
try
{
    settings = Settings.Read(Environment.GetEnvironmentVariable);
    root = new CompositionRoot(settings, Environment.GetEnvironmentVariable);
}
catch (Exception exception) when (exception
    is SettingsException or IOException or UnauthorizedAccessException or JsonException or AmazonClientException)
{
    await Console.Error.WriteLineAsync($"alertflow: cannot start: {exception.Message}");
    return 78; // EX_CONFIG
}

var scope = new InvocationScope(settings.Function.Name, settings.Of(Setting.MetricsNamespace), root.Clock);
var serializer = new SourceGeneratorLambdaJsonSerializer<FunctionJson>();
var builder = settings.Function.Name switch
{
    FunctionRow.NotifyName => OnQueue(root.Notifier().HandleAsync),
    FunctionRow.SweepName => OnSchedule(root.Sweeper().RunAsync),
    var name => OnQueue(root.Ingestion(Source.Find(name)!).HandleAsync), // Each other row is a source.
};
await builder.Build().RunAsync();
return 0;

LambdaBootstrapBuilder OnQueue(
    Func<IReadOnlyList<QueueMessage>, Invocation, CancellationToken, Task<IReadOnlyCollection<string>>> handle) =>
    LambdaBootstrapBuilder.Create<SQSEvent, SQSBatchResponse>((batch, context) => scope.RunAsync(batch, context, handle), serializer);

LambdaBootstrapBuilder OnSchedule(Func<Invocation, CancellationToken, Task<int>> run)
{
    Task HandleAsync(ScheduledEvent scheduled, ILambdaContext context) => scope.RunAsync(context, run);
    return LambdaBootstrapBuilder.Create<ScheduledEvent>(HandleAsync, serializer);
}
