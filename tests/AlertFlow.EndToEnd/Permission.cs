using System.Text.Json;
using System.Text.Json.Serialization;
using AlertFlow.Deployment;
using AlertFlow.LocalAws.Proxy;
using AlertFlow.Tests;

namespace AlertFlow.EndToEnd;

/// <summary>What a role must allow for a call: an action of IAM, and the kind of what it acts on.</summary>
/// <seealso href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html"/>
internal sealed record Permission(string Action, string Resource)
{
    /// <summary>Kinds of resources; <c>own</c> is the function's.</summary>
    public const string Table = "table";
    public const string TableIndex = "table-index";
    public const string OwnQueue = "own-queue";
    public const string OwnDeadLetterQueue = "own-dead-letter-queue";
    public const string ChannelQueues = "channel-queues";

    public static Permission ReadSecret { get; } = new("secretsmanager:GetSecretValue", "secret");

    /// <summary>What a call needs; nothing: it is none that a role knows of.</summary>
    /// <param name="call">The call.</param>
    /// <param name="table">The deployment's table.</param>
    /// <param name="channelQueues">The names of the queues of wake-ups.</param>
    /// <param name="deadLetters">The name of the queue of dead letters.</param>
    public static IEnumerable<Permission> Of(AwsCall call, string table, IReadOnlyCollection<string> channelQueues, string deadLetters) => call.Service switch
    {
        "dynamodb" when call.Json["TableName"]?.GetValue<string>() == table =>
            [new($"dynamodb:{call.Operation}", call.Json["IndexName"] is null ? Table : TableIndex)],
        "sqs" => [new($"sqs:{call.Operation.Replace("Batch", "", StringComparison.Ordinal)}", QueueKind(call, channelQueues, deadLetters))],
        "sns" => [new($"sns:{call.Operation}", "topic")],
        // Of raw mails SES asks for the second action, of others for the first.
        "ses" when call.Operation is "POST /v2/email/outbound-emails" => [new("ses:SendEmail", "identity"), new("ses:SendRawEmail", "identity")],
        "s3" when call.Operation.StartsWith("PUT /", StringComparison.Ordinal) => [new("s3:PutObject", "record-bucket")],
        _ => [],
    };

    private static string QueueKind(AwsCall call, IReadOnlyCollection<string> channelQueues, string deadLetters)
    {
        var url = call.Json["QueueUrl"]!.GetValue<string>();
        var name = url[(url.LastIndexOf('/') + 1)..];
        // Only sending goes to others: what is received, delayed and deleted is one's own.
        return name == deadLetters ? OwnDeadLetterQueue
            : call.Operation is "SendMessage" or "SendMessageBatch" && channelQueues.Contains(name) ? ChannelQueues
            : OwnQueue;
    }
}

/// <summary>
/// <c>golden/calls.json</c>: of each function what its role must allow, and no more. Infrastructure holds the roles that it makes
/// against it, both ways. What the event source mapping does with the function's role (receive, delete) is not in it.
/// </summary>
internal static class CallsFile
{
    private static readonly string File = Path.Combine(Repository.Root, "tests", "AlertFlow.EndToEnd", "golden", "calls.json");

    public static bool IsUpdating { get; } = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1";

    /// <summary>The functions that it is of: a channel's has the channel in its name.</summary>
    public static IReadOnlyList<string> Functions { get; } =
    [
        .. FunctionRow.All.SelectMany(row => row.Name is FunctionRow.NotifyName ? Channels.Channel.All.Select(channel => $"{row.Name}-{channel.Name}") : [row.Name]),
    ];

    public static string? Read() => System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : null;

    public static IReadOnlyDictionary<string, Permission[]> Permissions() =>
        Read() is { } json ? JsonSerializer.Deserialize(json, CallsJson.Default.IReadOnlyDictionaryStringPermissionArray) ?? throw new JsonException("null") : new Dictionary<string, Permission[]>();

    public static void Write(string json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!); // It is below the root.
        System.IO.File.WriteAllText(File, json);
    }

    public static string Format(IEnumerable<(string Function, Permission Permission)> seen)
    {
        var functions = Functions.ToDictionary(function => function, function => seen.Where(one => one.Function == function).Select(one => one.Permission).Distinct()
            .OrderBy(permission => permission.Action, StringComparer.Ordinal).ThenBy(permission => permission.Resource, StringComparer.Ordinal).ToArray());
        return $"{JsonSerializer.Serialize(functions, CallsJson.Default.IReadOnlyDictionaryStringPermissionArray)}\n";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Permission[]>))]
internal sealed partial class CallsJson : JsonSerializerContext;
