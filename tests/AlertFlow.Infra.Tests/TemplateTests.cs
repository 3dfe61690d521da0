using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AlertFlow.Channels;
using AlertFlow.Deployment;
using AlertFlow.Findings;
using AlertFlow.Infra.Delivery;
using AlertFlow.Infra.Settings;
using AlertFlow.Infra.Tests.Policies;
using AlertFlow.LocalAws.EventBridge;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;
using AlertFlow.Tests;

namespace AlertFlow.Infra.Tests;

public sealed partial class TemplateTests
{
    private static readonly string[] Stateful =
        ["AWS::KMS::Key", "AWS::SNS::Topic", "AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::IAM::User"];

    public static TheoryData<string> Deployed => [.. Deployments.Names];

    [Theory]
    [MemberData(nameof(Deployed))]
    public void A_template_is_small_enough_to_read_and_to_deploy(string deployment)
    {
        var template = Deployments.Of(deployment);

        Assert.InRange(Encoding.UTF8.GetByteCount(template.Json.ToJsonString()), 1, 500_000);
        Assert.InRange(template.All.Count, 1, 200);
    }

    [Theory]
    [MemberData(nameof(Deployed))]
    public void Functions_are_told_exactly_what_they_need_to_know(string deployment)
    {
        var config = CompiledRoutes.Of(Deployments.SettingsOf(deployment), Repository.Root).Config;
        var template = Deployments.Of(deployment);
        FunctionRow[] rows = [.. template.Sources.Select(FunctionRow.Of), .. FunctionRow.All];
        foreach (var function in template.Functions)
        {
            var needed = rows.First(row => row.Name == function.Row)
                .Environment(config, function.Variable(Setting.ChannelName.Name)?.GetValue<string>())
                .Select(setting => setting.Name);
            var told = function.At("Environment.Variables")!.AsObject().Select(variable => variable.Key)
                .Where(name => name.StartsWith("ALERTFLOW_", StringComparison.Ordinal) && name != Setting.FunctionName);

            Assert.Equal(needed.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_channel_of_the_catalogue_can_be_deployed()
    {
        Assert.All(Channel.All, channel => Assert.NotNull(Destination.Of(channel.Name)));
        Assert.Equal(Channel.All.Select(channel => channel.Name), ChannelsOf("customer-key"));
    }

    [Fact]
    public void Only_the_channels_that_the_routes_use_are_deployed()
    {
        Assert.Equal(["slack"], ChannelsOf("webhook-only"));
        Assert.Equal(["slack", "sns"], ChannelsOf("default"));
    }

    [Fact]
    public void A_rule_lets_through_what_becomes_a_finding_and_nothing_else()
    {
        foreach (var source in Source.All.Where(source => source.Trigger is SourceTrigger.EventBridge))
        {
            var pattern = Assert.Single(PatternsOf(Deployments.Of("customer-key"), source));
            var seen = 0;
            foreach (var file in Directory.GetFiles(Path.Combine(Repository.Events, source.Name), "*.event.json"))
            {
                using var envelope = JsonDocument.Parse(File.ReadAllBytes(file));
                if (!envelope.RootElement.TryGetProperty("detail-type", out _))
                {
                    continue; // A bare finding comes by no bus.
                }

                seen++;
                var isFinding = Source.ParseBody(File.ReadAllBytes(file), source).Any(element => element.Result is not ParseResult.Ignored);
                Assert.Equal((file, isFinding), (file, pattern.Matches(envelope.RootElement)));
            }

            Assert.InRange(seen, 20, 1000);
        }
    }

    [Theory]
    [InlineData("""{"source": "alertflow.canary", "detail-type": "GuardDuty Finding", "detail": {"type": "AlertFlow:ECS/Canary"}}""", true)]
    [InlineData("""{"source": "alertflow.canary", "detail-type": "GuardDuty Finding", "detail": {"type": "Backdoor:EC2/C&C"}}""", false)]
    [InlineData("""{"source": "example", "detail-type": "GuardDuty Finding", "detail": {"type": "AlertFlow:ECS/Canary"}}""", false)]
    [InlineData("""{"source": "aws.ec2", "detail-type": "EC2 Instance State-change Notification", "detail": {}}""", false)]
    public void Nobody_sends_a_finding_by_the_canarys_name(string envelope, bool passes)
    {
        using var json = JsonDocument.Parse(envelope);

        Assert.Equal(passes, Assert.Single(PatternsOf(Deployments.Of("default"), GuardDutySource.Row)).Matches(json.RootElement));
    }

    [Theory]
    [MemberData(nameof(Deployed))]
    public void A_canary_passes_its_rule_and_becomes_a_finding_that_is_known_as_one(string deployment)
    {
        var template = Deployments.Of(deployment);
        foreach (var schedule in template.OfType("AWS::Scheduler::Schedule"))
        {
            var body = Resolved(schedule.At("Target.Input")!)
                .Replace(Canary.ExecutionId, "d32c5kddcf5bb8c3", StringComparison.Ordinal)
                .Replace(Canary.ScheduledTime, "2026-03-01T22:00:00Z", StringComparison.Ordinal);

            var parsed = Assert.IsType<ParseResult.Parsed>(
                Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(body), template.Sources)).Result);

            Assert.NotNull(Rehearsals.Of(parsed.Finding));
            if (schedule.At("Target.EventBridgeParameters") is { } parameters)
            {
                using var envelope = JsonDocument.Parse($$"""
                    {
                        "source": {{parameters["Source"]!.ToJsonString()}},
                        "detail-type": {{parameters["DetailType"]!.ToJsonString()}},
                        "detail": {{body}}
                    }
                    """);
                Assert.Contains(
                    template.Sources.SelectMany(source => PatternsOf(template, source)), pattern => pattern.Matches(envelope.RootElement));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Deployed))]
    public void Every_schedule_is_one_that_AWS_knows(string deployment) => Assert.All(
        Deployments.Of(deployment).All.Select(resource => resource.Properties["ScheduleExpression"]?.GetValue<string>()).OfType<string>(),
        expression => Assert.Matches(ScheduleExpression(), expression));

    [Fact]
    public void A_deployment_that_is_not_production_leaves_nothing_behind()
    {
        var template = Deployments.Synthesise(Deployments.SettingsOf("default") with { Stage = "trial", IsProduction = false });

        Assert.DoesNotContain(template.All, resource =>
            resource.Json["DeletionPolicy"]?.GetValue<string>() == "Retain" && resource.Type != "AWS::Lambda::LayerVersion");
        Assert.All(template.OfType("AWS::DynamoDB::Table"), table => Assert.False(table.IsOn("DeletionProtectionEnabled")));
    }

    [Fact]
    public void An_existing_resource_is_used_and_not_made_again()
    {
        var template = Deployments.Of("existing");

        Assert.DoesNotContain(template.All, resource => Stateful.Contains(resource.Type));
        Assert.All(template.OfType("AWS::IAM::Role"), role =>
            Assert.Equal("arn:aws:iam::111122223333:policy/boundary", role.Text("PermissionsBoundary")));
        Assert.Contains("cdk-platform-assets", template.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("AlertFlow/blue", template.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_forwarder_needs_no_assets_and_lies_beside_it_as_a_file()
    {
        var template = Deployments.Forwarder().Json;
        var file = Path.Combine(Repository.Root, "infra", "Accounts", "forwarder.template.json");
        var text = template.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
        Assert.Equal(["CentralBusArn"], template["Parameters"]!.AsObject().Select(parameter => parameter.Key));
        Assert.DoesNotContain("cdk-", text, StringComparison.Ordinal);
    }

    /// <summary>A change of the template is a change that somebody reads.</summary>
    [Fact]
    public void The_template_is_the_one_that_was_read_last()
    {
        var template = AssetHash().Replace(Deployments.Of("default").Json.ToJsonString(Indented), "ASSET") + "\n";
        var file = Path.Combine(Repository.Root, "tests", "AlertFlow.Infra.Tests", "golden", "AlertFlow.template.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, template);
        }

        Assert.Equal(File.ReadAllText(file), template);
    }

    private static JsonSerializerOptions Indented { get; } = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    private static string[] ChannelsOf(string deployment) =>
    [
        .. Deployments.Of(deployment).Functions
            .Select(function => function.Variable(Setting.ChannelName.Name)?.GetValue<string>())
            .OfType<string>(),
    ];

    /// <summary>The patterns of a source's rules, one for each bus.</summary>
    private static IEnumerable<EventPattern> PatternsOf(Template template, Source source) =>
        from ingest in template.Ingests
        where ingest.Source == source
        from rule in TriggerPolicies.RulesOf(template, ingest)
        select EventPattern.Parse(rule.At("EventPattern")!.ToJsonString());

    /// <summary>A joined text with the pseudo parameters filled in.</summary>
    private static string Resolved(JsonNode node) => node switch
    {
        JsonValue text => text.GetValue<string>(),
        _ when node["Ref"] is { } reference =>
            reference.GetValue<string>() switch { "AWS::Partition" => "aws", "AWS::Region" => "eu-central-1", _ => "111122223333" },
        _ => string.Concat(node["Fn::Join"]![1]!.AsArray().Select(part => Resolved(part!))),
    };

    [GeneratedRegex(
        @"\A(rate\((1 (minute|hour|day)|([2-9]|[1-9][0-9]+) (minutes|hours|days))\)|cron\([^()]+\))\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScheduleExpression();

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex AssetHash();
}
