using AlertFlow.Sources;

namespace AlertFlow.Infra.Settings;

/// <summary>A key of the CDK's context that AlertFlow knows. Documentation and the search for misspelt keys go by this list.</summary>
public sealed record ContextKey(string Name, string What)
{
    public static IReadOnlyList<ContextKey> All { get; } =
    [
        new("stage", "A name for this copy of AlertFlow, when an account has several; `prod`"),
        new("production", "Whether table, bucket and key outlive the stack and are protected; true for the stage `prod`"),
        new("routes", "The configuration; `routes.yaml` where it exists, else the shipped tree"),
        new("guardDutyPublishingFrequency", "What the detector is set to: `15m`, `1h` or `6h`. Mandatory"),
        new("sources", "The products whose findings are taken: `guardduty,sysdig`"),
        new("compilation", "`aot` compiles the functions ahead of time, `managed` runs them on Lambda's .NET; `auto` takes `aot` where this machine can"),
        new("architecture", "`arm64` or `x86_64`; `auto` is this machine's for `aot`, and arm64 for `managed`"),
        new("mode", "`shadow` decides and records everything and tells one receiver only; `live`"),
        new("shadowReceiver", "The receiver that is told in shadow mode; the first of the configuration"),
        new("adoptAfter", "Findings that were first seen before this time are never urgent"),
        new("slackSecret", "The name of the secret that holds Slack's bot token or webhook; `alertflow/slack`"),
        new("alarmEmail", "An address that is subscribed to the alarms"),
        new("maximumConcurrency", "How many environments of each function take messages at once, 2 to 1000; 10"),
        new("logRetention", "Days that logs of deliveries are kept; 30"),
        new("decisionRetention", "Days that logs of decisions are kept; 365"),
        new("runbookUrl", "Where alarms find their runbook"),
        new("customerKey", "Whether queues, table, bucket and logs are encrypted with the stack's own key too, and not with AWS's; false"),
        new("keyArn", "An existing KMS key in place of the stack's own; its policy is yours"),
        new("topicArn", "An existing SNS topic in place of the stack's own"),
        new("alarmTopicArn", "An existing SNS topic for alarms in place of the stack's own"),
        new("tableArn", "An existing DynamoDB table with the index `due`, in place of the stack's own"),
        new("recordBucket", "The name of an existing bucket for the incident records, in place of the stack's own"),
        new("organizationId", "Accounts of this organisation may send findings to the stack's event bus"),
        new("memberAccounts", "These accounts may send findings to the stack's event bus"),
        new("permissionsBoundaryArn", "The permissions boundary of every role"),
        new("bootstrapQualifier", "The qualifier that the account was bootstrapped with"),
        .. Source.All.Select(source => new ContextKey(QueueOf(source), $"An existing queue of {source.Title}'s events, in place of the stack's own")),
        .. Source.All.Where(source => source.Trigger is SourceTrigger.Queue)
            .Select(source => new ContextKey(PrincipalOf(source), $"The existing IAM user or role that {source.Title} writes as, in place of a user of the stack")),
    ];

    public static string QueueOf(Source source) => $"{source.Name}QueueArn";

    public static string PrincipalOf(Source source) => $"{source.Name}PrincipalArn";
}
