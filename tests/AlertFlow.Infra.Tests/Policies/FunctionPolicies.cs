using AlertFlow.Deployment;

namespace AlertFlow.Infra.Tests.Policies;

internal static class FunctionPolicies
{
    private const string Function = "AWS::Lambda::Function";
    private const string Mapping = "AWS::Lambda::EventSourceMapping";

    private static readonly string[] Runtimes = ["provided.al2023", "dotnet10"];

    private static readonly string[] Secrets = ["xox", "hooks.slack.com"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every function of the deployment is there", template => template.Sources.Select(source => source.Name)
            .Concat([FunctionRow.SweepName, FunctionRow.NotifyName])
            .Except(template.Functions.Select(function => function.Row))
            .Select(row => $"{row}: no function")),
        Policy.EachOf(Function, "No function has reserved concurrency: it throttles its own queue", (_, function) =>
            function.At("ReservedConcurrentExecutions") is null),
        Policy.EachOf(Mapping, "Every queue says how many take from it at once", (_, mapping) =>
            mapping.Number("ScalingConfig.MaximumConcurrency") >= 2),
        Policy.EachOf(Mapping, "Every mapping takes from a queue", (template, mapping) =>
            template.Find(Template.Reference(mapping.At("EventSourceArn")))?.Type == "AWS::SQS::Queue"
            || mapping.Text("EventSourceArn")?.StartsWith("arn:aws:sqs:", StringComparison.Ordinal) is true),
        Policy.EachOf(Mapping, "A message that fails alone is received again alone", (_, mapping) =>
            Template.Texts(mapping.At("FunctionResponseTypes")).Contains("ReportBatchItemFailures")),
        Policy.EachOf(Mapping, "A batch has ten messages at most", (_, mapping) => mapping.Number("BatchSize") <= 10),
        Policy.EachOf(Function, "Every function runs the executable on a runtime that it is made for", (_, function) =>
            function.Text("Handler") == "bootstrap" && Runtimes.Contains(function.Text("Runtime"))
            && function.At("Code") is not null && function.At("Architectures") is not null),
        Policy.EachOf(Function, "Every function reads the routes from the layer", (template, function) =>
            Template.Many(function.At("Layers")).Any(layer =>
                template.Find(Template.Reference(layer)) is { Type: "AWS::Lambda::LayerVersion" } routes
                && routes.At("Content") is not null)),
        Policy.Each("A function that delivers takes ten seconds at most", template => Of(template, FunctionRow.NotifyName), (_, function) =>
            function.Number("Timeout") <= 10),
        Policy.Each("A sweep ends before the next begins", template => Of(template, FunctionRow.SweepName), (_, function) =>
            function.Number("Timeout") < 60),
        Policy.EachOf(Function, "Every function has a timeout and enough of a processor", (_, function) =>
            function.At("Timeout") is not null && function.Number("MemorySize") >= 512),
        Policy.EachOf(Function, "Every function is traced", (_, function) => function.Text("TracingConfig.Mode") == "Active"),
        Policy.EachOf(Function, "Every function logs JSON to a group of the stack", (template, function) =>
            function.Text("LoggingConfig.LogFormat") == "JSON"
            && template.Find(Template.Reference(function.At("LoggingConfig.LogGroup")))?.Type == "AWS::Logs::LogGroup"),
        Policy.EachOf(Function, "The platform's log is quiet, and decisions are not filtered out", (_, function) =>
            function.Text("LoggingConfig.SystemLogLevel") == "WARN" && function.Text("LoggingConfig.ApplicationLogLevel") == "INFO"),
        Policy.Each(
            "The function that reads a secret has the extension beside it",
            template => template.Functions.Where(function => function.Variable(Setting.SlackSecret.Name) is not null),
            (_, function) => Template.Many(function.At("Layers")).Count == 2),
        new("The sweeper is invoked every minute", template => template.OfType("AWS::Events::Rule").Any(rule =>
            rule.Text("ScheduleExpression") == "rate(1 minute)" && rule.Text("State") == "ENABLED"
            && Template.Many(rule.At("Targets")).Any(target =>
                IsSweep(template, target["Arn"]) && target["RetryPolicy"]?["MaximumRetryAttempts"]?.GetValue<int>() == 0))
                ? [] : ["no rule"]),
        new("A minute that the sweeper missed is not repeated", template => template.OfType("AWS::Lambda::EventInvokeConfig").Any(config =>
            config.Number("MaximumRetryAttempts") == 0 && config.Number("MaximumEventAgeInSeconds") <= 60
            && IsSweep(template, config.At("FunctionName")) && config.Text("Qualifier") == "$LATEST")
                ? [] : ["no configuration"]),
        new("The sweeper's rule may invoke it", template => template.OfType("AWS::Lambda::Permission").Any(permission =>
            permission.Text("Principal") == "events.amazonaws.com" && permission.At("SourceArn") is not null
            && permission.Text("Action") == "lambda:InvokeFunction" && IsSweep(template, permission.At("FunctionName")))
                ? [] : ["no permission"]),
        Policy.EachOf(Function, "No environment has a secret in it", (_, function) =>
            !Secrets.Any(secret => function.At("Environment.Variables")!.ToJsonString().Contains(secret, StringComparison.Ordinal))),
    ];

    private static IEnumerable<Resource> Of(Template template, string row) => template.Functions.Where(function => function.Row == row);

    private static bool IsSweep(Template template, System.Text.Json.Nodes.JsonNode? function) =>
        template.Find(Template.Reference(function))?.Row == FunctionRow.SweepName;
}
