using AlertFlow.Deployment;

namespace AlertFlow.Infra.Tests.Policies;

internal static class FunctionPolicies
{
    private static readonly string[] Runtimes = ["provided.al2023", "dotnet10"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every function of the deployment is there", template =>
            template.Functions.Select(Row).Contains(FunctionRow.SweepName) && template.Functions.Select(Row).Contains(FunctionRow.NotifyName) && template.Functions.Select(Row).Contains("guardduty") ? [] : ["a function is missing"]),
        Policy.EachOf("AWS::Lambda::Function", "No function has reserved concurrency: it throttles its own queue", (_, function) => function.Properties["ReservedConcurrentExecutions"] is null),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "Every queue says how many take from it at once", (_, mapping) => mapping.At("ScalingConfig.MaximumConcurrency")?.GetValue<int>() >= 2),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "Every mapping takes from a queue", (template, mapping) => template.Find(Template.Reference(mapping.Properties["EventSourceArn"]))?.Type == "AWS::SQS::Queue"
            || mapping.Properties["EventSourceArn"]?.ToString().StartsWith("arn:aws:sqs:", StringComparison.Ordinal) is true),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "A message that fails alone is received again alone", (_, mapping) => Template.Texts(mapping.Properties["FunctionResponseTypes"]).Contains("ReportBatchItemFailures")),
        Policy.EachOf("AWS::Lambda::EventSourceMapping", "A batch has ten messages at most", (_, mapping) => mapping.Properties["BatchSize"]?.GetValue<int>() <= 10),
        Policy.EachOf("AWS::Lambda::Function", "Every function runs the executable on a runtime that it is made for", (_, function) =>
            function.Properties["Handler"]?.GetValue<string>() == "bootstrap" && Runtimes.Contains(function.Properties["Runtime"]?.GetValue<string>()) && function.Properties["Code"] is not null && function.Properties["Architectures"] is not null),
        Policy.EachOf("AWS::Lambda::Function", "Every function reads the routes from the layer", (template, function) =>
            Template.Many(function.Properties["Layers"]).Any(layer => template.Find(Template.Reference(layer)) is { Type: "AWS::Lambda::LayerVersion" } routes && routes.Properties["Content"] is not null)),
        Policy.Each("A function that delivers takes ten seconds at most", template => template.Functions.Where(function => Row(function) == FunctionRow.NotifyName), (_, function) => function.Properties["Timeout"]?.GetValue<int>() <= 10),
        Policy.Each("A sweep ends before the next begins", template => template.Functions.Where(function => Row(function) == FunctionRow.SweepName), (_, function) => function.Properties["Timeout"]?.GetValue<int>() < 60),
        Policy.EachOf("AWS::Lambda::Function", "Every function has a timeout and enough of a processor", (_, function) => function.Properties["Timeout"] is not null && function.Properties["MemorySize"]?.GetValue<int>() >= 512),
        Policy.EachOf("AWS::Lambda::Function", "Every function is traced", (_, function) => function.At("TracingConfig.Mode")?.GetValue<string>() == "Active"),
        Policy.EachOf("AWS::Lambda::Function", "Every function logs JSON to a group of the stack", (template, function) =>
            function.At("LoggingConfig.LogFormat")?.GetValue<string>() == "JSON" && template.Find(Template.Reference(function.At("LoggingConfig.LogGroup")))?.Type == "AWS::Logs::LogGroup"),
        Policy.EachOf("AWS::Lambda::Function", "What the platform logs is quiet, and decisions are not filtered out", (_, function) =>
            function.At("LoggingConfig.SystemLogLevel")?.GetValue<string>() == "WARN" && function.At("LoggingConfig.ApplicationLogLevel")?.GetValue<string>() == "INFO"),
        Policy.Each("The function that reads a secret has the extension beside it", template => template.Functions.Where(function => function.Variable(Setting.SlackSecret.Name) is not null), (_, function) =>
            Template.Many(function.Properties["Layers"]).Count == 2),
        new("The sweeper is invoked every minute, and a lost beat is not repeated", template => template.OfType("AWS::Events::Rule").Any(rule =>
            rule.Properties["ScheduleExpression"]?.GetValue<string>() == "rate(1 minute)"
            && rule.Properties["State"]?.GetValue<string>() == "ENABLED"
            && Template.Many(rule.Properties["Targets"]).Any(target =>
                Row(template.Find(Template.Reference(target["Arn"]))) == FunctionRow.SweepName && target["RetryPolicy"]?["MaximumRetryAttempts"]?.GetValue<int>() == 0))
            && template.OfType("AWS::Lambda::EventInvokeConfig").Any(config => config.Properties["MaximumRetryAttempts"]?.GetValue<int>() == 0 && config.Properties["MaximumEventAgeInSeconds"]?.GetValue<int>() <= 60
                && Row(template.Find(Template.Reference(config.Properties["FunctionName"]))) == FunctionRow.SweepName && config.Properties["Qualifier"]?.GetValue<string>() == "$LATEST")
            && template.OfType("AWS::Lambda::Permission").Any(permission => permission.Properties["Principal"]?.GetValue<string>() == "events.amazonaws.com" && permission.Properties["SourceArn"] is not null && permission.Properties["Action"]?.GetValue<string>() == "lambda:InvokeFunction"
                && Row(template.Find(Template.Reference(permission.Properties["FunctionName"]))) == FunctionRow.SweepName)
                ? [] : ["the sweeper's beat"]),
        Policy.EachOf("AWS::Lambda::Function", "No environment has a secret in it", (_, function) =>
            function.At("Environment.Variables")!.AsObject().All(variable => !variable.Value!.ToJsonString().Contains("xox", StringComparison.Ordinal) && !variable.Value.ToJsonString().Contains("hooks.slack.com", StringComparison.Ordinal))),
    ];

    public static string? Row(Resource? function) => function?.Variable(Setting.FunctionName)?.GetValue<string>();
}
