using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.LocalAws.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AlertFlow.LocalAws.Management;

/// <summary>A stack as CloudFormation describes it.</summary>
public sealed record DescribedStack(string Status, IReadOnlyDictionary<string, string> Outputs);

/// <summary>A detector as GuardDuty describes it.</summary>
public sealed record Detector(string Id, string Status, string Frequency, string RuntimeMonitoring);

/// <summary>
/// What whoever operates a deployment asks: CloudFormation for stacks, GuardDuty for detectors, Secrets Manager for secrets, and
/// EventBridge to put events. The answers have the services' forms; what is in them is the test's.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html"/>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html"/>
/// <seealso href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html"/>
public sealed class ManagementServer : IAsyncDisposable
{
    private readonly WebApplication application = Loopback.Build();
    private readonly string region;
    private readonly string account;
    private int events;

    private ManagementServer(string region, string account)
    {
        (this.region, this.account) = (region, account);
        application.Run(HandleAsync);
    }

    public Uri Address => new(application.Urls.Single());

    /// <summary>By name.</summary>
    public ConcurrentDictionary<string, DescribedStack> Stacks { get; } = new();

    /// <summary>Null: GuardDuty is off.</summary>
    public Detector? Detector { get; set; }

    /// <summary>The names of the secrets that have a value.</summary>
    public ConcurrentDictionary<string, bool> Secrets { get; } = new();

    /// <summary>Takes the envelope of each event that is put; null: the bus refuses.</summary>
    public Func<string, Task>? Bus { get; set; }

    /// <summary>The signing names of the services that it is.</summary>
    public static IReadOnlyList<string> Services { get; } = ["cloudformation", "guardduty", "events", "secretsmanager"];

    public static async Task<ManagementServer> StartAsync(string region, string account, CancellationToken cancellationToken)
    {
        var server = new ManagementServer(region, account);
        await server.application.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var (status, type, answer) = (context.Request.Method, context.Request.Path.Value, context.Request.Headers["X-Amz-Target"].ToString()) switch
        {
            ("GET", "/detector", _) => Json(200, new JsonObject { ["detectorIds"] = new JsonArray([.. Detector is { } one ? [JsonValue.Create(one.Id)] : Array.Empty<JsonNode>()]) }),
            ("GET", { } path, _) when Detector is { } detector && path == $"/detector/{detector.Id}" => Json(200, Described(detector)),
            ("POST", "/", "AWSEvents.PutEvents") => Json(200, await PutAsync(JsonNode.Parse(body)!["Entries"]!.AsArray())),
            ("POST", "/", "secretsmanager.DescribeSecret") => DescribeSecret(JsonNode.Parse(body)!["SecretId"]!.GetValue<string>()),
            ("POST", "/", "") => DescribeStacks(Form(body)),
            _ => Json(400, new JsonObject { ["__type"] = "UnknownOperationException", ["message"] = "no such operation" }),
        };
        var bytes = Encoding.UTF8.GetBytes(answer);
        (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength) = (status, type, bytes.Length);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static (int Status, string Type, string Body) Json(int status, JsonObject json) => (status, "application/x-amz-json-1.1", json.ToJsonString());

    private static JsonObject Described(Detector detector) => new()
    {
        ["status"] = detector.Status,
        ["findingPublishingFrequency"] = detector.Frequency,
        ["features"] = new JsonArray(new JsonObject
        {
            ["name"] = "RUNTIME_MONITORING",
            ["status"] = detector.RuntimeMonitoring,
            ["additionalConfiguration"] = new JsonArray(new JsonObject { ["name"] = "ECS_FARGATE_AGENT_MANAGEMENT", ["status"] = detector.RuntimeMonitoring }),
        }),
    };

    private async Task<JsonObject> PutAsync(JsonArray entries)
    {
        var results = new JsonArray();
        var failed = 0;
        foreach (var entry in entries)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"53dc4d37-cffa-4f76-80c9-{Interlocked.Increment(ref events):x12}");
            // The reserved sources are AWS's own.
            if (Bus is null || entry!["Source"]!.GetValue<string>().StartsWith("aws.", StringComparison.Ordinal))
            {
                failed++;
                results.Add(new JsonObject { ["ErrorCode"] = "NotAuthorizedForSourceException", ["ErrorMessage"] = "Not authorized for the source." });
                continue;
            }

            await Bus(new JsonObject
            {
                ["version"] = "0",
                ["id"] = id,
                ["detail-type"] = entry["DetailType"]!.GetValue<string>(),
                ["source"] = entry["Source"]!.GetValue<string>(),
                ["account"] = account,
                ["time"] = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["region"] = region,
                ["resources"] = new JsonArray(),
                ["detail"] = JsonNode.Parse(entry["Detail"]!.GetValue<string>()),
            }.ToJsonString());
            results.Add(new JsonObject { ["EventId"] = id });
        }

        return new JsonObject { ["FailedEntryCount"] = failed, ["Entries"] = results };
    }

    private (int Status, string Type, string Body) DescribeSecret(string name) => Secrets.TryGetValue(name, out var hasValue)
        ? Json(200, new JsonObject
        {
            ["ARN"] = $"arn:aws:secretsmanager:{region}:{account}:secret:{name}-AbCdEf",
            ["Name"] = name,
            ["VersionIdsToStages"] = hasValue ? new JsonObject { ["d1b2"] = new JsonArray("AWSCURRENT") } : null,
        })
        : Json(400, new JsonObject { ["__type"] = "ResourceNotFoundException", ["message"] = "Secrets Manager can't find the specified secret." });

    private (int Status, string Type, string Body) DescribeStacks(Dictionary<string, string> form)
    {
        const string type = "text/xml";
        var name = form.GetValueOrDefault("StackName", "");
        if (form.GetValueOrDefault("Action") is not "DescribeStacks" || !Stacks.TryGetValue(name, out var stack))
        {
            return (400, type, $"""<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id {SecurityElement.Escape(name)} does not exist</Message></Error><RequestId>0</RequestId></ErrorResponse>""");
        }

        var outputs = string.Concat(stack.Outputs.Select(output => $"<member><OutputKey>{SecurityElement.Escape(output.Key)}</OutputKey><OutputValue>{SecurityElement.Escape(output.Value)}</OutputValue></member>"));
        return (200, type, $"""
            <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
            <StackName>{SecurityElement.Escape(name)}</StackName><StackId>arn:aws:cloudformation:{region}:{account}:stack/{SecurityElement.Escape(name)}/50d6f0a0-e4a3-11e4-8f3c-500c217b26c6</StackId>
            <StackStatus>{stack.Status}</StackStatus><Outputs>{outputs}</Outputs></member></Stacks></DescribeStacksResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></DescribeStacksResponse>
            """);
    }

    private static Dictionary<string, string> Form(string form) => form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[^1].Replace('+', ' ')), StringComparer.Ordinal);
}
