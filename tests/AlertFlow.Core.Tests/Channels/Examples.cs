using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Channels;

/// <summary>One incident through its life, and a receiver of each channel.</summary>
internal static class Examples
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 3, 2, 11, TimeSpan.Zero);

    private static readonly SignalSummary Tool = new()
    {
        Source = "sysdig",
        Rule = "Launch Suspicious Network Tool in Container",
        Severity = Severity.High,
        Count = 3,
        FirstSeen = Start,
        LastSeen = Start.AddSeconds(9),
        SrcUrl = "https://app.sysdig.example/secure/#/events/17a8c2",
        Sample = new()
        {
            Process = "ncat",
            CommandLine = "ncat -l 4444 -e /bin/sh",
            Parent = "java",
            User = "root",
            Container = "app",
            Image = "example/checkout:1.4",
            Remote = new("203.0.113.9", null, 4444),
        },
    };

    private static readonly SignalSummary Dns = new()
    {
        Source = "guardduty",
        Rule = "CryptoCurrency:Runtime/BitcoinTool.B!DNS",
        Severity = Severity.High,
        Count = 12,
        FirstSeen = Start.AddMinutes(3),
        LastSeen = Start.AddMinutes(8),
        SrcUrl = "https://eu-central-1.console.aws.amazon.com/guardduty/home?region=eu-central-1#/findings?macros=current&fId=16afba",
        Reference = "https://docs.aws.amazon.com/guardduty/latest/ug/findings-runtime-monitoring.html",
        Sample = new()
        {
            Process = "xmrig",
            CommandLine = "xmrig -o pool.example.net:3333",
            Domain = "pool.example.net",
            Container = "app",
        },
    };

    private static readonly SignalSummary Shell = Tool with
    {
        Rule = "Reverse shell",
        Severity = Severity.Critical,
        Count = 1,
        Sample = new()
        {
            Process = "bash",
            CommandLine = "bash -i",
            Parent = "ncat",
            Remote = new("203.0.113.9", null, 4444),
            Container = "app",
            Response = "failed to kill the process: no such process",
        },
    };

    public static Conversation Earlier { get; } = new("C0123456789", "1772334136.000200");

    public static Notification Opened { get; } = new()
    {
        Incident = "inc-7f3a91c2",
        Sequence = 1,
        Reason = Reason.Opened,
        At = Start.AddSeconds(25),
        Severity = Severity.High,
        Urgent = true,
        Resource = new()
        {
            Key = "111122223333|eu-central-1|task/prod-blue/3f2a9de17a6465404e8b1b2356dc13c2",
            Type = ResourceType.Task,
            Uid = "arn:aws:ecs:eu-central-1:111122223333:task/prod-blue/3f2a9de17a6465404e8b1b2356dc13c2",
            Account = "111122223333",
            AccountName = "payments-prod",
            Region = "eu-central-1",
            Partition = "aws",
            Cluster = "prod-blue",
            Service = "checkout",
            TaskFamily = "checkout",
            TaskId = "3f2a9de17a6465404e8b1b2356dc13c2",
            LaunchType = "FARGATE",
        },
        Lead = Tool,
        Subject = "checkout/3f2a… Suspicious tool",
        Signals = [Tool],
        SignalCount = 1,
        Counts = [new("sysdig", 3)],
        Count = 3,
        Delta = 3,
        FirstSeen = Start,
        LastSeen = Start.AddSeconds(9),
        Occurred = Start,
        Received = Start.AddSeconds(24),
        Runbook = new("https://wiki.example.com/runbooks/network-tool", "isolate the task's security group; keep the task for forensics."),
        Route = "default › severity>=high",
        Receivers = ["on-call"],
        ConfigVersion = "0f9de17a6465",
    };

    private static readonly Notification Later = Opened with
    {
        Counts = [new("guardduty", 12), new("sysdig", 10488)],
        Count = 10500,
        Signals = [Dns, Tool],
        SignalCount = 2,
        LastSeen = Start.AddMinutes(9),
        Occurred = null,
        Received = null,
        Route = null,
        Urgent = false,
        PeakPerMinute = 210,
    };

    public static IReadOnlyDictionary<string, Notification> All { get; } = new SortedDictionary<string, Notification>(
        StringComparer.Ordinal)
    {
        ["opened"] = Opened,
        ["escalated"] = Later with
        {
            Sequence = 4,
            Reason = Reason.Escalated,
            At = Start.AddMinutes(7),
            Severity = Severity.Critical,
            PreviousSeverity = Severity.High,
            Urgent = true,
            Lead = Shell,
            Signals = [Shell, Dns, Tool],
            SignalCount = 3,
            Delta = 4,
            Occurred = Start.AddMinutes(6),
            Received = Start.AddMinutes(7).AddSeconds(-1),
            Route = "default › severity>=high",
        },
        ["new-signal"] = Later with
        {
            Sequence = 2,
            Reason = Reason.NewSignal,
            At = Start.AddMinutes(4),
            Urgent = true,
            Lead = Dns,
            Delta = 1,
            Occurred = Start.AddMinutes(3),
            Received = Start.AddMinutes(4),
            Route = "default › severity>=high",
        },
        ["summary"] = Later with
        {
            Sequence = 5,
            Reason = Reason.Summary,
            At = Start.AddMinutes(22),
            Delta = 12,
            DeltaSince = Start.AddMinutes(7),
            Lead = Tool,
        },
        ["still-active"] = Later with
        {
            Sequence = 9,
            Reason = Reason.Summary,
            StillActive = true,
            At = Start.AddHours(24),
            LastSeen = Start.AddHours(24),
            Delta = 48,
            DeltaSince = Start.AddHours(23),
        },
        ["reopened"] = Later with
        {
            Sequence = 12,
            Reason = Reason.Reopened,
            At = Start.AddHours(5),
            ClosedAt = Start.AddMinutes(99),
            LastSeen = Start.AddHours(5),
            Delta = 1,
            Reopens = 1,
            Urgent = true,
            Occurred = Start.AddHours(5).AddSeconds(-20),
            Received = Start.AddHours(5).AddSeconds(-1),
            Route = "default › severity>=high",
        },
        ["closed"] = Later with
        {
            Sequence = 11,
            Reason = Reason.Closed,
            At = Start.AddMinutes(99),
            Quiet = TimeSpan.FromMinutes(90),
            Delta = 0,
        },
        ["archived"] = Later with
        {
            Sequence = 11,
            Reason = Reason.Closed,
            Archived = true,
            At = Start.AddMinutes(30),
            Counts = [new("guardduty", 12)],
            Count = 12,
            Lead = Dns,
            Signals = [Dns],
            SignalCount = 1,
            Delta = 0,
        },
        ["digest"] = Later with
        {
            Incident = "5d0c1a7e44b2f093",
            Sequence = 1,
            Reason = Reason.Digest,
            At = Start.AddHours(6).AddMinutes(2),
            Resource = new()
            {
                Key = "silence|checkout rollout|2026-03-01T09:00:00Z|on-call",
                Type = ResourceType.Silence,
                Uid = "checkout rollout",
                Account = "",
            },
            Subject = "silence checkout rollout is over",
            Silence = new(
                "checkout rollout",
                Start.AddHours(6),
                7,
                [
                    new("7f3a91c27f3a91c2", "checkout/3f2a · payments-prod", Severity.High, [new("guardduty", 12), new("sysdig", 9_000)]),
                    new("0b6611d20b6611d2", "checkout/b71d · payments-prod", Severity.High, [new("sysdig", 1_480)]),
                    new("99c1e05199c1e051", "cart/08aa · payments-prod", Severity.Low, [new("sysdig", 2)]),
                ])
            {
                Owner = "payments team",
                Because = "the new image starts with a debug shell",
            },
            Lead = Bare(Dns),
            Signals = [Bare(Dns), Bare(Tool) with { Count = 10488 }],
            Runbook = null,
            Delta = 10500,
            DeltaSince = Start.AddHours(6),
            PeakPerMinute = 0,
        },
        ["shadow"] = Opened with { Incident = "inc-51ad0e11", Receivers = ["trial"], WouldTell = ["on-call", "pager"] },
        ["test"] = Opened with
        {
            Incident = "inc-7e570000",
            Test = true,
            Lead = Bare(Tool) with { Rule = Rehearsals.PageRule, Count = 1 },
            Signals = [Bare(Tool) with { Rule = Rehearsals.PageRule, Count = 1 }],
            Counts = [new("sysdig", 1)],
            Count = 1,
            Delta = 1,
            Runbook = null,
            Route = "test",
        },
        ["adopted"] = Opened with { Adopted = true, Urgent = false },
        ["edit"] = Later with { Sequence = 3, Reason = Reason.Edit, At = Start.AddMinutes(5), Delta = 0 },
        ["edit-closed"] = Later with
        {
            Sequence = 12,
            Reason = Reason.Edit,
            Quiet = TimeSpan.FromMinutes(90),
            At = Start.AddMinutes(100),
            Delta = 0,
        },
    };

    private static SignalSummary Bare(SignalSummary signal) => signal with { Sample = null, SrcUrl = null, Reference = null };

    public static Receiver ReceiverOf(Channel channel) => new()
    {
        Name = "on-call",
        Channel = channel.Name,
        Settings = new Dictionary<string, string>
        {
            ["channel"] = "#alerts",
            ["from"] = "alertflow@example.com",
            ["to"] = "on-call@example.com, security@example.com",
            ["topic_arn"] = "arn:aws:sns:eu-central-1:111122223333:alerts",
        },
    };
}
