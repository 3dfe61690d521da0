using System.Text.Json.Nodes;
using AlertFlow.Infra.Accounts;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Settings;
using AlertFlow.Tests;
using Amazon.CDK;
using Architecture = AlertFlow.Infra.Settings.Architecture;

namespace AlertFlow.Infra.Tests;

/// <summary>What people deploy, synthesised once each. Nothing is compiled: that the code compiles is shown where it runs.</summary>
internal static class Deployments
{
    private static readonly Dictionary<string, Dictionary<string, object>> Contexts = new()
    {
        ["default"] = [],
        ["managed"] = new() { ["compilation"] = "managed" },
        ["existing"] = new()
        {
            ["keyArn"] = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            ["topicArn"] = "arn:aws:sns:eu-central-1:111122223333:alerts",
            ["alarmTopicArn"] = "arn:aws:sns:eu-central-1:111122223333:alarms",
            ["tableArn"] = "arn:aws:dynamodb:eu-central-1:111122223333:table/alertflow",
            ["recordBucket"] = "example-records",
            ["sysdigQueueArn"] = "arn:aws:sqs:eu-central-1:111122223333:sysdig",
            ["sysdigPrincipalArn"] = "arn:aws:iam::111122223333:user/sysdig",
            ["permissionsBoundaryArn"] = "arn:aws:iam::111122223333:policy/boundary",
            ["bootstrapQualifier"] = "platform",
            ["stage"] = "blue",
            ["production"] = "true",
        },
        ["multi-account"] = new() { ["organizationId"] = "o-a1b2c3d4e5", ["memberAccounts"] = "444455556666,777788889999" },
        ["webhook-only"] = new() { ["routes"] = "webhook-only.yaml" },
        ["no-sysdig"] = new() { ["sources"] = "guardduty" },
        ["customer-key"] = new() { ["customerKey"] = "true", ["routes"] = "every-channel.yaml", ["sources"] = "guardduty,sysdig", ["alarmEmail"] = "platform@example.com" },
    };

    private static readonly Dictionary<string, Template> Synthesised = [];

    public static IReadOnlyList<string> Names { get; } = [.. Contexts.Keys];

    /// <summary>The folder that deployments take their routes from.</summary>
    public static string Routes { get; } = Path.Combine(AppContext.BaseDirectory, "routes");

    public static Template Of(string name)
    {
        if (!Synthesised.TryGetValue(name, out var template))
        {
            Synthesised[name] = template = Synthesise(SettingsOf(name));
        }

        return template;
    }

    public static DeploymentSettings SettingsOf(string name)
    {
        var context = new Dictionary<string, object>(Contexts[name]);
        if (context.TryGetValue("routes", out var routes))
        {
            context["routes"] = Path.Combine(Routes, (string)routes);
        }

        context.TryAdd("guardDutyPublishingFrequency", "6h");
        return DeploymentSettings.Read(new ContextReader(context.GetValueOrDefault, _ => null));
    }

    public static Template Synthesise(DeploymentSettings settings, CompilationChoice? choice = null)
    {
        var app = AppWithoutBundling();
        var stack = new AlertFlowStack(app, settings, Repository.Root, choice ?? new Toolchain(IsLinux: true, Architecture.X64, "gcc").Choose(settings.Compilation, settings.Architecture));
        return Read(app, stack.StackName);
    }

    public static Template Forwarder()
    {
        var app = AppWithoutBundling();
        _ = new FindingForwarder(app);
        return Read(app, FindingForwarder.Name);
    }

    private static App AppWithoutBundling() => new(new AppProps
    {
        AnalyticsReporting = false,
        BuiltinCloudFormationValidation = false,
        Context = new Dictionary<string, object>(Flags()) { ["aws:cdk:bundling-stacks"] = Array.Empty<string>() },
        Outdir = Directory.CreateTempSubdirectory("alertflow-cdk-").FullName,
    });

    /// <summary>The CDK's own switches, as they are deployed.</summary>
    private static IEnumerable<KeyValuePair<string, object>> Flags() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cdk.json")))!["context"]!.AsObject()
            .Where(flag => flag.Key.StartsWith('@'))
            .Select(flag => KeyValuePair.Create(flag.Key, flag.Value!.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.True => (object)true,
                System.Text.Json.JsonValueKind.False => false,
                System.Text.Json.JsonValueKind.String => flag.Value.GetValue<string>(),
                _ => flag.Value.AsArray().Select(item => item!.GetValue<string>()).ToArray(),
            }));

    private static Template Read(App app, string stack)
    {
        var folder = app.Synth().Directory;
        var template = new Template(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{stack}.template.json")))!.AsObject());
        Directory.Delete(folder, recursive: true);
        return template;
    }
}
