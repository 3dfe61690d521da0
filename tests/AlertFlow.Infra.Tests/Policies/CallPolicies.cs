using System.Text.Json.Nodes;
using AlertFlow.Deployment;
using AlertFlow.Sources;
using AlertFlow.Tests;

namespace AlertFlow.Infra.Tests.Policies;

/// <summary>Policies that compare a role with the calls that its function made in the end-to-end tests, both ways.</summary>
internal static class CallPolicies
{
    /// <summary>Calls that Lambda makes with a function's role, and calls that happen only in AWS.</summary>
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
            from call in CallsOf(template, function)
            where !MayDo(template, function).Contains(call)
            select $"{function}: {call}"),
        new("No function may do more than it does", template =>
            from function in template.Functions
            from allowed in MayDo(template, function)
            where !CallsOf(template, function).Contains(allowed) && !OfLambda.Contains(allowed)
            select $"{function}: {allowed}"),
        new("A function that takes from queues may do what Lambda does in its name", template =>
            from function in template.Functions
            where function.Row != FunctionRow.SweepName
            from call in OfLambda[..3]
            where !MayDo(template, function).Contains(call)
            select $"{function}: {call}"),
    ];

    /// <summary>The functions of all sources make the same calls: one that has not been run yet makes those of the others.</summary>
    private static HashSet<string> CallsOf(Template template, Resource function)
    {
        string[] names = template.Ingests.Any(ingest => ingest.Function == function) ? [.. Source.All.Select(source => source.Name)]
            : function.Row == FunctionRow.NotifyName ? [$"{function.Row}-{function.Variable(Setting.ChannelName.Name)}"]
            : [function.Row!]; // A function without a row fails another policy too.
        return [.. names.SelectMany(name => Calls[name]!.AsArray()).Select(call => $"{call!["action"]} {call["resource"]}")];
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
        return action.Split(':')[0] switch
        {
            "dynamodb" => text.Contains("/index/", StringComparison.Ordinal) ? "table-index" : "table",
            "sqs" when action is "sqs:SendMessage" => IsQueueOf(function, Setting.DeadLetterQueue, resource) ? "own-dead-letter-queue"
                : Setting.ChannelQueues.Any(setting => IsQueueOf(function, setting, resource)) ? "channel-queues"
                : text,
            "sqs" => TakesFrom(template, function, resource) ? "own-queue" : text,
            "sns" => "topic",
            "ses" when text.Contains("identity/", StringComparison.Ordinal) => "identity",
            "secretsmanager" when text.Contains(":secret:", StringComparison.Ordinal) => "secret",
            "s3" when text.Contains("incidents/*", StringComparison.Ordinal) => "record-bucket",
            "logs" when Template.Reference(resource) == Template.Reference(function.At("LoggingConfig.LogGroup")) => "log",
            "kms" => text is "\"*\"" ? text : "key",
            _ => text is "\"*\"" ? "everything" : text,
        };
    }

    private static bool TakesFrom(Template template, Resource function, JsonNode queue) =>
        template.MappingsOf(function).Any(mapping => JsonNode.DeepEquals(mapping.At("EventSourceArn"), queue));

    private static bool IsQueueOf(Resource function, Setting setting, JsonNode queue) =>
        Template.Reference(function.Variable(setting.Name)) is { } known && known == Template.Reference(queue);
}
