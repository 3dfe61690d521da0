using System.Text.Json.Nodes;
using AlertFlow.Deployment;
using AlertFlow.Tests;

namespace AlertFlow.Infra.Tests.Policies;

/// <summary>Roles are held against the calls that the end-to-end tests have seen the functions make, both ways.</summary>
internal static class CallPolicies
{
    /// <summary>What Lambda does in a function's name, and what only shows where it is deployed.</summary>
    private static readonly string[] OfLambda =
    [
        "sqs:ReceiveMessage own-queue", "sqs:DeleteMessage own-queue", "sqs:GetQueueAttributes own-queue",
        "logs:CreateLogStream log", "logs:PutLogEvents log", "xray:PutTraceSegments everything", "xray:PutTelemetryRecords everything",
        "kms:Decrypt key", "kms:GenerateDataKey* key", "kms:Encrypt key", "kms:ReEncrypt* key", "kms:DescribeKey key",
    ];

    private static readonly JsonObject Calls =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "AlertFlow.EndToEnd", "golden", "calls.json")))!.AsObject();

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every function may do what it does", template =>
            from function in template.Functions
            from call in CallsOf(function)
            where !MayDo(template, function).Contains(call)
            select $"{function}: {call}"),
        new("No function may do more than it does", template =>
            from function in template.Functions
            from allowed in MayDo(template, function)
            where !CallsOf(function).Contains(allowed) && !OfLambda.Contains(allowed)
            select $"{function}: {allowed}"),
        new("A function that takes from queues may do what Lambda does in its name", template =>
            from function in template.Functions
            where FunctionPolicies.Row(function) != FunctionRow.SweepName
            from call in OfLambda[..3]
            where !MayDo(template, function).Contains(call)
            select $"{function}: {call}"),
    ];

    private static HashSet<string> CallsOf(Resource function)
    {
        var row = FunctionPolicies.Row(function)!;
        var name = row == FunctionRow.NotifyName ? $"{row}-{function.Variable(Setting.ChannelName.Name)}" : row;
        return [.. Calls[name]!.AsArray().Select(call => $"{call!["action"]} {call["resource"]}")];
    }

    private static HashSet<string> MayDo(Template template, Resource function) =>
    [
        .. from statement in template.StatementsOf(function)
           from action in Template.Texts(statement["Action"])
           from resource in Template.Many(statement["Resource"])
           select $"{action} {KindOf(template, function, action, resource)}",
    ];

    private static string KindOf(Template template, Resource function, string action, JsonNode resource)
    {
        var text = resource.ToJsonString();
        string[] ownQueues = [.. template.OfType("AWS::Lambda::EventSourceMapping").Where(mapping => Template.Reference(mapping.Properties["FunctionName"]) == function.Id).Select(mapping => mapping.Properties["EventSourceArn"]!.ToJsonString())];
        return action.Split(':')[0] switch
        {
            "dynamodb" => text.Contains("/index/", StringComparison.Ordinal) ? "table-index" : "table",
            "sqs" when action is "sqs:SendMessage" => Template.Reference(resource) == Template.Reference(function.Variable(Setting.DeadLetterQueue.Name)) ? "own-dead-letter-queue"
                : IsWakeUpQueue(function, resource) ? "channel-queues" : text,
            "sqs" => ownQueues.Contains(text) ? "own-queue" : text,
            "sns" => "topic",
            "ses" when text.Contains("identity/", StringComparison.Ordinal) => "identity",
            "secretsmanager" when text.Contains(":secret:", StringComparison.Ordinal) => "secret",
            "s3" when text.Contains("incidents/*", StringComparison.Ordinal) => "record-bucket",
            "logs" when Template.Reference(resource) == Template.Reference(function.At("LoggingConfig.LogGroup")) => "log",
            "kms" => text is "\"*\"" ? text : "key",
            _ => text is "\"*\"" ? "everything" : text,
        };
    }

    private static bool IsWakeUpQueue(Resource function, JsonNode queue) =>
        Setting.ChannelQueues.Any(setting => Template.Reference(function.Variable(setting.Name)) is { } known && known == Template.Reference(queue));
}
