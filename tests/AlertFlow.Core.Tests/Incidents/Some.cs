using System.Security.Cryptography;
using System.Text;
using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Silencing;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Incidents;

/// <summary>Findings and configurations to decide on.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public const string TaskA = "arn:aws:ecs:eu-west-1:111122223333:task/prod/3f2a9c0e5b7d4e1fa2c4b6d8e0f1a3b5";
    public const string TaskB = "arn:aws:ecs:eu-west-1:111122223333:task/prod/b71d0c9e5b7d4e1fa2c4b6d8e0f1a3b5";

    public static RoutingConfig Config { get; } = new()
    {
        Version = "test",
        Route = new Route
        {
            Name = "default",
            Receivers = ["slack"],
            Routes = [new Route { Name = "grave", Matchers = [new Matcher("severity", MatchOperator.AtLeast, "High")], Receivers = ["slack", "pager"] }],
        },
        Receivers = [Receiver("slack"), Receiver("pager")],
        Timers = new Timers { GuarddutyPublishingFrequency = TimeSpan.FromMinutes(15) },
    };

    public static Receiver Receiver(string name) => new() { Name = name, Channel = "slack", Settings = new Dictionary<string, string> { ["channel"] = "#x" } };

    /// <summary>An event that is an occurrence of its own.</summary>
    public static Finding Event(string id, string rule, Severity severity, string task = TaskA, DateTimeOffset? time = null) =>
        Finding("sysdig", id, rule, severity, task, count: null, time ?? Noon);

    /// <summary>A finding that its source re-publishes with a growing count.</summary>
    public static Finding Cumulative(string id, int count, Severity severity = Severity.High, bool archived = false, string task = TaskA, string rule = "Execution:Runtime/SuspiciousTool") =>
        Finding("guardduty", id, rule, severity, task, count, Noon) with { StatusId = archived ? Status.Archived : Status.New };

    public static Finding Finding(string source, string id, string rule, Severity severity, string task, int? count, DateTimeOffset time) => new()
    {
        ActivityId = Activity.Create,
        Time = time,
        SeverityId = severity,
        Count = count,
        Metadata = new Metadata
        {
            Uid = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}|{id}")))[..32],
            CorrelationUid = task,
            LogProvider = source,
            Product = new Product { Name = source, VendorName = source },
        },
        Cloud = new Cloud { Provider = "AWS", Account = new Account { Uid = "111122223333" }, Region = "eu-west-1", CloudPartition = "aws" },
        FindingInfo = new FindingInfo { Uid = id, Title = rule, Analytic = new Analytic { TypeId = AnalyticType.Rule, Name = rule } },
        Resources = [new ResourceDetails { Type = ResourceType.Task, Uid = task, Name = task[(task.LastIndexOf('/') + 1)..], Region = "eu-west-1", RoleId = ResourceRole.Target }],
        Evidences = [new Evidence { Process = new Process { Pid = 7, Name = "ncat", CmdLine = "ncat -l 4444" } }],
    };

    public static Silence Silence(string rule, DateTimeOffset from, DateTimeOffset until) => new()
    {
        Name = $"silence {rule}",
        Matchers = [new Matcher("rule", MatchOperator.Equal, rule)],
        Owner = "team",
        Reason = "known noise",
        From = from,
        Until = until,
    };
}

/// <summary>One key's history as a test tells it: each step returns what was decided. What silences hid goes nowhere when they have ended.</summary>
internal sealed class History(RoutingConfig? config = null)
{
    private readonly RoutingConfig config = config ?? Some.Config;

    public IncidentItem? Item { get; private set; }

    public List<Notification> Told { get; } = [];

    public Outcome Receive(DateTimeOffset at, Finding finding)
    {
        var decision = Decide.OnFindings(IncidentKey.Of(finding), Item, [RoutingDecision.Resolve(config, finding, at)], at, config);
        return Keep(decision)[0];
    }

    /// <summary>Lets all timers act that are due until an instant; returns what they told.</summary>
    public IReadOnlyList<Notification> RunUntil(DateTimeOffset until)
    {
        var before = Told.Count;
        while (Item is not null && Due.At(Item, config.Timers, Handover.Direct) is { } due && due <= until)
        {
            var decision = Decide.OnTimer(Item, due, config);
            Keep(decision with { Item = decision.Item with { DigestEntries = [.. decision.Item.DigestEntries.Where(one => one.Until > due)] } });
        }

        return Told[before..];
    }

    public IReadOnlyList<Notification> RunOut() => RunUntil(DateTimeOffset.MaxValue);

    private IReadOnlyList<Outcome> Keep(Decision decision)
    {
        Told.AddRange(decision.Item.Outbox.Where(entry => entry.Reason is not Reason.Edit));
        Item = ItemJson.Read(ItemJson.Write(decision.Item with { Outbox = [] }));
        return decision.Outcomes;
    }
}
