using System.Text.Json.Nodes;
using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Routing;

internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public const string TaskArn = "arn:aws:ecs:eu-west-1:111122223333:task/prod-blue/3f2a";

    public static Finding Finding(Severity severity = Severity.High) => new()
    {
        ActivityId = Activity.Create,
        Time = Now,
        SeverityId = severity,
        Metadata = new()
        {
            Uid = "0",
            CorrelationUid = TaskArn,
            Product = new() { Name = "Secure", VendorName = "Sysdig" },
            LogProvider = "sysdig",
            Labels = ["container", "network"],
            Tags = [new() { Name = "scope", Value = "payments" }],
        },
        Cloud = new() { Provider = "AWS", Region = "eu-west-1", Account = new() { Uid = "111122223333", Name = "payments-prod" } },
        FindingInfo = new() { Uid = "f", Analytic = new() { TypeId = AnalyticType.Rule, Name = "Reverse shell" } },
        Resources =
        [
            new()
            {
                Type = ResourceType.Task,
                Uid = TaskArn,
                Tags = [new() { Name = "team", Value = "checkout" }],
                Data = JsonText.Of(new()
                {
                    ["task_definition_arn"] = "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout-family:17",
                    ["group"] = "service:checkout",
                    ["launch_type"] = "FARGATE",
                }),
            },
            new() { Type = ResourceType.Cluster, Uid = "arn:aws:ecs:eu-west-1:111122223333:cluster/prod-blue" },
        ],
        Evidences =
        [
            new()
            {
                Process = new() { Pid = 1, Name = "ncat" },
                Container = new() { Name = "app", Image = new() { Uid = "sha256:ab", Name = "example/checkout:1.4" } },
            },
        ],
        Attacks = [new() { Tactic = new() { Uid = "TA0002", Name = "Execution" }, SubTechnique = new() { Uid = "T1059.004" } }],
    };

    public static RoutingConfig Config(Route? route = null) => RoutingConfigJson.Versioned(new()
    {
        Version = "",
        Route = route ?? new() { Name = "default", Receivers = ["slack"] },
        Receivers = [Receiver("slack"), Receiver("sns"), Receiver("email")],
    });

    public static Matcher Severe(MatchOperator @operator, Severity severity) => new("severity", @operator, severity.Caption);

    private static Receiver Receiver(string name) => new() { Name = name, Channel = name, Settings = new Dictionary<string, string>() };
}
