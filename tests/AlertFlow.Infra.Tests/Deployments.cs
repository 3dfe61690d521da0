using System.Text.Json.Nodes;
using AlertFlow.Infra.Accounts;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Settings;
using AlertFlow.Sources;
using AlertFlow.Tests;
using Amazon.CDK;
using Architecture = AlertFlow.Infra.Settings.Architecture;

namespace AlertFlow.Infra.Tests;

/// <summary>Deployments as people have them, each synthesised once. Nothing is compiled here: other tests run the compiled code.</summary>
internal static class Deployments
{
    private static readonly string EverySource = string.Join(',', Source.All.Select(source => source.Name));

    private static readonly Dictionary<string, Dictionary<string, object>> Contexts = new()
    {
        ["default"] = [],
        ["managed"] = new() { ["compilation"] = "managed" },
        ["existing"] = new(ExistingQueues())
        {
            ["sources"] = EverySource,
            ["keyArn"] = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            ["topicArn"] = "arn:aws:sns:eu-central-1:111122223333:alerts",
            ["alarmTopicArn"] = "arn:aws:sns:eu-central-1:111122223333:alarms",
            ["tableArn"] = "arn:aws:dynamodb:eu-central-1:111122223333:table/alertflow",
            ["recordBucket"] = "example-records",
            ["permissionsBoundaryArn"] = "arn:aws:iam::111122223333:policy/boundary",
            ["bootstrapQualifier"] = "platform",
            ["stage"] = "blue",
            ["production"] = "true",
        },
        ["multi-account"] = new() { ["organizationId"] = "o-a1b2c3d4e5", ["memberAccounts"] = "444455556666,777788889999" },
        ["webhook-only"] = new() { ["routes"] = "webhook-only.yaml" },
        ["one-source"] = new() { ["sources"] = "guardduty" },
        ["customer-key"] = new()
        {
            ["customerKey"] = "true",
            ["routes"] = "every-channel.yaml",
            ["sources"] = EverySource,
            ["alarmEmail"] = "platform@example.com",
        },
        ["new-source"] = new() { ["sources"] = EverySource, ["customerKey"] = "true" },
        ["new-source-multi-account"] = new() { ["sources"] = EverySource, ["organizationId"] = "o-a1b2c3d4e5" },
    };

    /// <summary>These deploy a source beside the catalogue's.</summary>
    private static readonly string[] WithNewSource = ["new-source", "new-source-multi-account"];

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
        var settings = DeploymentSettings.Read(new ContextReader(context.GetValueOrDefault, _ => null));
        return WithNewSource.Contains(name) ? settings with { Sources = [.. settings.Sources, Acme.Source] } : settings;
    }

    public static Template Synthesise(DeploymentSettings settings, CompilationChoice? choice = null)
    {
        var app = AppWithoutBundling();
        choice ??= new Toolchain(IsLinux: true, Architecture.X64, "gcc").Choose(settings.Compilation, settings.Architecture);
        var stack = new AlertFlowStack(app, settings, Repository.Root, choice);
        return Read(app, stack.StackName, settings.Sources);
    }

    public static Template Forwarder(IReadOnlyList<Source>? sources = null)
    {
        var app = AppWithoutBundling();
        _ = new FindingForwarder(app, sources);
        return Read(app, FindingForwarder.Name, sources ?? Source.All);
    }

    /// <summary>The settings of an existing queue for each source.</summary>
    private static IEnumerable<KeyValuePair<string, object>> ExistingQueues() =>
    [
        .. Source.All.Select(source =>
            KeyValuePair.Create<string, object>(ContextKeys.QueueOf(source).Name, $"arn:aws:sqs:eu-central-1:111122223333:{source.Name}")),
        .. Source.All.Where(source => source.Trigger is SourceTrigger.Queue).Select(source =>
            KeyValuePair.Create<string, object>(ContextKeys.PrincipalOf(source).Name, $"arn:aws:iam::111122223333:user/{source.Name}")),
    ];

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

    private static Template Read(App app, string stack, IReadOnlyList<Source> sources)
    {
        var folder = app.Synth().Directory;
        var template = new Template(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{stack}.template.json")))!.AsObject(), sources);
        Directory.Delete(folder, recursive: true);
        return template;
    }
}
