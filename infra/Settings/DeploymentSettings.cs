using System.Text.RegularExpressions;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Settings;

/// <summary>Everything that can be said of one deployment, validated.</summary>
public sealed partial record DeploymentSettings
{
    public string Stage { get; init; } = DefaultStage;

    /// <summary>Whether what holds state outlives the stack and is protected from deletion.</summary>
    public bool IsProduction { get; init; } = true;

    /// <summary>The file of the configuration; null: the shipped tree.</summary>
    public string? Routes { get; init; }

    public required TimeSpan PublishingFrequency { get; init; }

    public IReadOnlyList<Source> Sources { get; init; } = [.. Source.All.Where(source => DefaultSources.Contains(source.Name))];

    public Compilation Compilation { get; init; }

    public Architecture Architecture { get; init; }

    public bool IsShadow { get; init; }

    public string? ShadowReceiver { get; init; }

    public DateTimeOffset? AdoptAfter { get; init; }

    /// <summary>The name of the secret: its value is nowhere in the stack.</summary>
    public string SlackSecret { get; init; } = "alertflow/slack";

    public string? AlarmEmail { get; init; }

    public int MaximumConcurrency { get; init; } = 10;

    public int LogRetention { get; init; } = 30;

    public int DecisionRetention { get; init; } = 365;

    public string RunbookUrl { get; init; } = "docs/runbook.md";

    public bool UsesCustomerKey { get; init; }

    public string? OrganizationId { get; init; }

    public IReadOnlyList<string> MemberAccounts { get; init; } = [];

    public string? PermissionsBoundaryArn { get; init; }

    public string? BootstrapQualifier { get; init; }

    public ExistingResources Existing { get; init; } = new();

    public bool IsMultiAccount => OrganizationId is not null || MemberAccounts.Count > 0;

    /// <summary>Several copies in one account tell their metrics apart by it.</summary>
    public string MetricsNamespace => Stage == DefaultStage ? Setting.MetricsNamespace.Default! : $"{Setting.MetricsNamespace.Default}/{Stage}";

    public string StackName => Stage == DefaultStage ? "AlertFlow" : $"AlertFlow-{Stage}";

    private const string DefaultStage = "prod";

    private static readonly string[] DefaultSources = ["guardduty", "sysdig"];

    /// <param name="reader">Where the values come from.</param>
    /// <exception cref="SettingsException">All that is missing or wrong.</exception>
    public static DeploymentSettings Read(ContextReader reader)
    {
        var stage = reader.Matching("stage", StageShape(), "up to 20 lower-case letters, digits and hyphens") ?? DefaultStage;
        var settings = new DeploymentSettings
        {
            Stage = stage,
            IsProduction = reader.Flag("production") ?? stage == DefaultStage,
            Routes = reader.Text("routes"),
            PublishingFrequency = PublishingFrequencyOf(reader),
            Sources = SourcesOf(reader),
            Compilation = reader.Choice("compilation", "auto", "auto", "aot", "managed") switch { "aot" => Compilation.Aot, "managed" => Compilation.Managed, _ => Compilation.Auto },
            Architecture = reader.Choice("architecture", "auto", "auto", "arm64", "x86_64") switch { "arm64" => Architecture.Arm64, "x86_64" => Architecture.X64, _ => Architecture.Auto },
            IsShadow = reader.Choice("mode", "live", "live", "shadow") == "shadow",
            ShadowReceiver = reader.Text("shadowReceiver"),
            AdoptAfter = reader.Time("adoptAfter"),
            SlackSecret = reader.Matching("slackSecret", SecretShape(), "the name of a secret, not its value: letters, digits and /_+=.@-") ?? "alertflow/slack",
            AlarmEmail = reader.Matching("alarmEmail", EmailShape(), "an address such as oncall@example.com"),
            MaximumConcurrency = reader.Number("maximumConcurrency", 2, 1000) ?? 10,
            LogRetention = RetentionOf(reader, "logRetention", 30),
            DecisionRetention = RetentionOf(reader, "decisionRetention", 365),
            RunbookUrl = reader.Text("runbookUrl") ?? "docs/runbook.md",
            UsesCustomerKey = reader.Flag("customerKey") ?? false,
            OrganizationId = reader.Matching("organizationId", OrganizationShape(), "the id of an organisation, such as o-a1b2c3d4e5"),
            MemberAccounts = AccountsOf(reader),
            PermissionsBoundaryArn = reader.Arn("permissionsBoundaryArn", "iam"),
            BootstrapQualifier = reader.Matching("bootstrapQualifier", QualifierShape(), "up to 10 lower-case letters and digits"),
            Existing = ExistingResources.Read(reader),
        };
        if (!settings.IsShadow && settings.ShadowReceiver is not null)
        {
            reader.Wrong("shadowReceiver is set, but mode is not shadow");
        }

        return reader.Errors.Count == 0 ? settings : throw new SettingsException(reader.Errors);
    }

    private static TimeSpan PublishingFrequencyOf(ContextReader reader)
    {
        const string Key = "guardDutyPublishingFrequency";
        const string Expected = "what the detector is set to: 15m, 1h or 6h (`alertflow doctor` compares the two)";
        if (reader.Text(Key) is null)
        {
            reader.Wrong($"{Key} is not set, expected {Expected}");
            return TimeSpan.FromHours(6);
        }

        var frequency = reader.Length(Key);
        if (frequency is { } known && known.TotalMinutes is not (15 or 60 or 360))
        {
            reader.Wrong($"{Key} is '{reader.Text(Key)}', expected {Expected}");
        }

        return frequency ?? TimeSpan.FromHours(6);
    }

    private static IReadOnlyList<Source> SourcesOf(ContextReader reader)
    {
        var names = reader.List("sources") ?? DefaultSources;
        foreach (var name in names.Where(name => Source.Find(name) is null))
        {
            reader.Wrong($"sources has '{name}', expected {string.Join(", ", Source.All.Select(source => source.Name))}");
        }

        if (names.Count == 0)
        {
            reader.Wrong("sources is empty, expected at least one");
        }

        return [.. Source.All.Where(source => names.Contains(source.Name))];
    }

    private static IReadOnlyList<string> AccountsOf(ContextReader reader)
    {
        var accounts = reader.List("memberAccounts") ?? [];
        foreach (var account in accounts.Where(account => !AccountShape().IsMatch(account)))
        {
            reader.Wrong($"memberAccounts has '{account}', expected 12 digits");
        }

        return accounts;
    }

    /// <summary>CloudWatch takes some numbers of days only.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"/>
    private static int RetentionOf(ContextReader reader, string key, int otherwise)
    {
        int[] allowed = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
        var days = reader.Number(key, 1, 3653) ?? otherwise;
        if (!allowed.Contains(days))
        {
            reader.Wrong($"{key} is '{days}', expected one of {string.Join(", ", allowed)}");
        }

        return days;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,19}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StageShape();

    [GeneratedRegex(@"\A[A-Za-z0-9/_+=.@-]{1,512}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretShape();

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"\Ao-[a-z0-9]{10,32}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrganizationShape();

    [GeneratedRegex(@"\A[0-9]{12}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AccountShape();

    [GeneratedRegex(@"\A[a-z0-9]{1,10}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QualifierShape();
}

/// <summary>How the functions are compiled.</summary>
public enum Compilation
{
    Auto,
    Aot,
    Managed,
}

/// <summary>What the functions run on.</summary>
public enum Architecture
{
    Auto,
    Arm64,
    X64,
}
