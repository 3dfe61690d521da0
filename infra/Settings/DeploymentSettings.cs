using System.Text.RegularExpressions;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Infra.Settings;

/// <summary>The settings of one deployment, validated.</summary>
public sealed record DeploymentSettings
{
    public string Stage { get; init; } = ContextKeys.Stage.DefaultValue;

    /// <summary>True where stateful resources outlive the stack and are protected from deletion.</summary>
    public bool IsProduction { get; init; } = true;

    /// <summary>The file of the configuration; null: the shipped tree.</summary>
    public string? Routes { get; init; }

    public required TimeSpan PublishingFrequency { get; init; }

    public IReadOnlyList<Source> Sources { get; init; } = ContextKeys.Sources.DefaultValue;

    public Compilation Compilation { get; init; }

    public Architecture Architecture { get; init; }

    public bool IsShadow { get; init; }

    public string? ShadowReceiver { get; init; }

    public DateTimeOffset? AdoptAfter { get; init; }

    /// <summary>The name of the secret: its value is nowhere in the stack.</summary>
    public string SlackSecret { get; init; } = ContextKeys.SlackSecret.DefaultValue;

    public string? AlarmEmail { get; init; }

    public int MaximumConcurrency { get; init; } = ContextKeys.MaximumConcurrency.DefaultValue;

    public int LogRetention { get; init; } = ContextKeys.LogRetention.DefaultValue;

    public int DecisionRetention { get; init; } = ContextKeys.DecisionRetention.DefaultValue;

    public string RunbookUrl { get; init; } = ContextKeys.RunbookUrl.DefaultValue;

    public bool UsesCustomerKey { get; init; }

    public string? OrganizationId { get; init; }

    public IReadOnlyList<string> MemberAccounts { get; init; } = [];

    public string? PermissionsBoundaryArn { get; init; }

    public string? BootstrapQualifier { get; init; }

    public ExistingResources Existing { get; init; } = new();

    public bool IsMultiAccount => OrganizationId is not null || MemberAccounts.Count > 0;

    /// <summary>Keeps the metrics of several copies in one account apart.</summary>
    public string MetricsNamespace => $"{Setting.MetricsNamespace.Default}{(IsDefaultStage ? "" : $"/{Stage}")}";

    public string StackName => IsDefaultStage ? "AlertFlow" : $"AlertFlow-{Stage}";

    private bool IsDefaultStage => Stage == ContextKeys.Stage.Default;

    /// <param name="reader">The context and the environment.</param>
    /// <exception cref="SettingsException">Names every setting that is missing or wrong.</exception>
    public static DeploymentSettings Read(ContextReader reader)
    {
        var stage = reader.Read(ContextKeys.Stage);
        var sources = reader.Read(ContextKeys.Sources);
        var settings = new DeploymentSettings
        {
            Stage = stage,
            IsProduction = reader.Read(ContextKeys.Production) ?? stage == ContextKeys.Stage.Default,
            Routes = reader.Optional(ContextKeys.Routes),
            PublishingFrequency = reader.Read(ContextKeys.PublishingFrequency),
            Sources = [.. Source.All.Where(source => sources.Contains(source))],
            Compilation = reader.Read(ContextKeys.Compilation),
            Architecture = reader.Read(ContextKeys.Architecture),
            IsShadow = reader.Read(ContextKeys.Mode),
            ShadowReceiver = reader.Optional(ContextKeys.ShadowReceiver),
            AdoptAfter = reader.Read(ContextKeys.AdoptAfter),
            SlackSecret = reader.Read(ContextKeys.SlackSecret),
            AlarmEmail = reader.Optional(ContextKeys.AlarmEmail),
            MaximumConcurrency = reader.Read(ContextKeys.MaximumConcurrency),
            LogRetention = reader.Read(ContextKeys.LogRetention),
            DecisionRetention = reader.Read(ContextKeys.DecisionRetention),
            RunbookUrl = reader.Read(ContextKeys.RunbookUrl),
            UsesCustomerKey = reader.Read(ContextKeys.CustomerKey),
            OrganizationId = reader.Optional(ContextKeys.OrganizationId),
            MemberAccounts = reader.Read(ContextKeys.MemberAccounts),
            PermissionsBoundaryArn = reader.Optional(ContextKeys.PermissionsBoundaryArn),
            BootstrapQualifier = reader.Optional(ContextKeys.BootstrapQualifier),
            Existing = ExistingResources.Read(reader),
        };
        if (settings.Sources.Count == 0)
        {
            reader.Wrong("sources is empty, expected at least one");
        }

        if (!settings.IsShadow && settings.ShadowReceiver is not null)
        {
            reader.Wrong("shadowReceiver is set, but mode is not shadow");
        }

        return reader.Errors.Count == 0 ? settings : throw new SettingsException(reader.Errors);
    }
}

/// <summary>How the functions are compiled.</summary>
public enum Compilation
{
    Auto,
    Aot,
    Managed,
}

/// <summary>The processor that the functions run on.</summary>
public enum Architecture
{
    Auto,
    Arm64,
    X64,
}
