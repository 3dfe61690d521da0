using AlertFlow.Configuration;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Settings;

/// <summary>All settings. The typed settings, the errors and the table in <c>docs/deploy.md</c> are made from these rows.</summary>
internal static class ContextKeys
{
    public static ContextKey<string> Stage { get; } = new(
        "stage", "prod", "a name for this copy, where an account has [several](#several-copies)",
        Format.Matching("[a-z][a-z0-9-]{0,19}", "up to 20 lower-case letters, digits and hyphens"));
    public static ContextKey<bool?> Production { get; } = new(
        "production", null,
        "whether table, bucket, key and logs outlive the stack and are protected; true for the stage `prod`, else false",
        Format.OneOf<bool?>(("true", true), ("false", false)));
    public static ContextKey<string> Routes { get; } = new(
        "routes", null, "the configuration's file; `routes.yaml` where it exists, else the shipped tree", Format.Text);
    public static ContextKey<TimeSpan> PublishingFrequency { get; } = new(
        "guardDutyPublishingFrequency", null,
        "how often the detector repeats a finding: `15m`, `1h` or `6h`. Mandatory; the value in `routes.yaml` does not count",
        new(
            "what the detector is set to: 15m, 1h or 6h (`alertflow doctor` compares the two)",
            (string text, out TimeSpan value) => Duration.TryParse(text, out value) && value.TotalMinutes is 15 or 60 or 360))
    { IsMandatory = true };
    public static ContextKey<IReadOnlyList<Source>> Sources { get; } = new(
        "sources", "guardduty,sysdig",
        $"the products whose findings are taken, with commas: some of {string.Join(", ", Source.All.Select(source => $"`{source.Name}`"))}",
        Format.ListOf(Format.OneOf([.. Source.All.Select(source => (source.Name, source))])));
    public static ContextKey<Compilation> Compilation { get; } = new(
        "compilation", "auto", "[how the functions are compiled](#how-the-functions-are-compiled): `aot`, `managed` or `auto`",
        Format.OneOf(("auto", Settings.Compilation.Auto), ("aot", Settings.Compilation.Aot), ("managed", Settings.Compilation.Managed)));
    public static ContextKey<Architecture> Architecture { get; } = new(
        "architecture", "auto", "`arm64`, `x86_64` or `auto`",
        Format.OneOf(("auto", Settings.Architecture.Auto), ("arm64", Settings.Architecture.Arm64), ("x86_64", Settings.Architecture.X64)));
    public static ContextKey<bool> Mode { get; } = new(
        "mode", "live", "`live`, or `shadow`: everything is decided and recorded, and [one receiver](operations.md#shadow) is notified",
        Format.OneOf(("live", false), ("shadow", true)));
    public static ContextKey<string> ShadowReceiver { get; } = new(
        "shadowReceiver", null, "the receiver that is notified in shadow mode; the first of the configuration where none is named",
        Format.Text);
    public static ContextKey<DateTimeOffset?> AdoptAfter { get; } = new(
        "adoptAfter", null, "findings that their product knew before this time, such as `2026-03-01T22:00:00Z`, wake nobody", Format.Time);
    public static ContextKey<string> SlackSecret { get; } = new(
        "slackSecret", "alertflow/slack", "the name of the secret that holds Slack's bot token or webhook",
        Format.Matching("[A-Za-z0-9/_+=.@-]{1,512}", "the name of a secret, not its value: letters, digits and /_+=.@-"));
    public static ContextKey<string> AlarmEmail { get; } = new(
        "alarmEmail", null, "an address that is subscribed to the alarms about AlertFlow",
        Format.Matching(@"[^@\s]+@[^@\s]+", "an address such as oncall@example.com"));
    public static ContextKey<int> MaximumConcurrency { get; } = new(
        "maximumConcurrency", "10", "how many environments take messages of one queue at once, 2 to 1000", Format.Number(2, 1000));
    public static ContextKey<int> LogRetention { get; } = new(
        "logRetention", "30", "days that logs of deliveries are kept", Format.Retention);
    public static ContextKey<int> DecisionRetention { get; } = new(
        "decisionRetention", "365", "days that logs of decisions are kept", Format.Retention);
    public static ContextKey<string> RunbookUrl { get; } = new(
        "runbookUrl", "docs/runbook.md", "the page that alarms link, such as your own copy of the runbook", Format.Text);
    public static ContextKey<bool> CustomerKey { get; } = new(
        "customerKey", "false", "whether queues, table, bucket and logs are encrypted with the stack's own key, and not with AWS's",
        Format.OneOf(("true", true), ("false", false)));
    public static ContextKey<string> KeyArn { get; } = new(
        "keyArn", null, "an [existing](#what-exists-already) KMS key for everything", Format.Arn("kms"));
    public static ContextKey<string> TopicArn { get; } = new(
        "topicArn", null, "an existing topic for receivers with `topic_arn: deployed`", Format.Arn("sns"));
    public static ContextKey<string> AlarmTopicArn { get; } = new(
        "alarmTopicArn", null, "an existing topic for the alarms", Format.Arn("sns"));
    public static ContextKey<string> TableArn { get; } = new(
        "tableArn", null, "an existing table", Format.Arn("dynamodb"));
    public static ContextKey<string> RecordBucket { get; } = new(
        "recordBucket", null, "the name of an existing bucket for the incident records", Format.Text);
    public static ContextKey<string> OrganizationId { get; } = new(
        "organizationId", null, "accounts of this organisation may [send findings](#more-accounts-and-regions), such as `o-a1b2c3d4e5`",
        Format.Matching("o-[a-z0-9]{10,32}", "the id of an organisation, such as o-a1b2c3d4e5"));
    public static ContextKey<IReadOnlyList<string>> MemberAccounts { get; } = new(
        "memberAccounts", "", "these accounts may send findings too, with commas",
        Format.ListOf(Format.Matching("[0-9]{12}", "12 digits")));
    public static ContextKey<string> PermissionsBoundaryArn { get; } = new(
        "permissionsBoundaryArn", null, "the permissions boundary of every role and user", Format.Arn("iam"));
    public static ContextKey<string> BootstrapQualifier { get; } = new(
        "bootstrapQualifier", null, "the qualifier that the account was bootstrapped with",
        Format.Matching("[a-z0-9]{1,10}", "up to 10 lower-case letters and digits"));

    public static IReadOnlyList<ContextKey> All { get; } =
    [
        Stage, Production, Routes, PublishingFrequency, Sources, Compilation, Architecture, Mode, ShadowReceiver, AdoptAfter, SlackSecret,
        AlarmEmail, MaximumConcurrency, LogRetention, DecisionRetention, RunbookUrl, CustomerKey, KeyArn, TopicArn, AlarmTopicArn, TableArn,
        RecordBucket, OrganizationId, MemberAccounts, PermissionsBoundaryArn, BootstrapQualifier,
        .. Source.All.Select(QueueOf),
        .. Source.All.Where(source => source.Trigger is SourceTrigger.Queue).Select(PrincipalOf),
    ];

    public static ContextKey<string> QueueOf(Source source) => new(
        $"{source.Name}QueueArn", null, $"an existing queue of {source.Title}'s events", Format.Arn("sqs"));

    public static ContextKey<string> PrincipalOf(Source source) => new(
        $"{source.Name}PrincipalArn", null,
        $"the existing IAM user or role that {source.Title} writes as, in place of a user of the stack", Format.Arn("iam"));
}
