using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Infra.Settings;
using AlertFlow.Routing;
using AlertFlow.Tests;
using Amazon.CDK;

namespace AlertFlow.Infra.Tests.Settings;

public sealed class SettingsTests
{
    private const string Frequency = "guardDutyPublishingFrequency";

    [Theory]
    [InlineData("stage", "Blue!", "up to 20 lower-case letters, digits and hyphens")]
    [InlineData("production", "perhaps", "one of true, false")]
    [InlineData(Frequency, "30m", "what the detector is set to: 15m, 1h or 6h (`alertflow doctor` compares the two)")]
    [InlineData(Frequency, "often", "what the detector is set to: 15m, 1h or 6h (`alertflow doctor` compares the two)")]
    [InlineData("sources", "guardduty,sysdog", "a list with commas, each one of guardduty, sysdig, falco")]
    [InlineData("compilation", "jit", "one of auto, aot, managed")]
    [InlineData("adoptAfter", "2026-03-01T22:00:00", "a time with its offset, such as 2026-03-01T22:00:00Z")]
    [InlineData("slackSecret", "xoxb 1", "the name of a secret, not its value: letters, digits and /_+=.@-")]
    [InlineData("alarmEmail", "oncall", "an address such as oncall@example.com")]
    [InlineData("maximumConcurrency", "1", "a whole number from 2 to 1000")]
    [InlineData("keyArn", "1234", "an ARN such as arn:aws:kms:…")]
    [InlineData("organizationId", "example", "the id of an organisation, such as o-a1b2c3d4e5")]
    [InlineData("memberAccounts", "111122223333,1", "a list with commas, each 12 digits")]
    [InlineData("bootstrapQualifier", "Example", "up to 10 lower-case letters and digits")]
    public void A_wrong_value_is_named_with_its_place_and_with_what_was_expected(string key, string value, string expected)
    {
        var variable = ContextKeys.All.Single(row => row.Name == key).Variable;

        Assert.Equal([$"{key} is '{value}', expected {expected}"], ErrorsOf(new ContextReader(Context((key, value)), _ => null)));
        Assert.Equal(
            [$"{variable} is '{value}', expected {expected}"],
            ErrorsOf(new ContextReader(name => name == key ? null : Context()(name), name => name == variable ? value : null)));
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var errors = ErrorsOf(new ContextReader(
            key => key switch { "logRetention" => "2", "sources" => Array.Empty<object>(), "shadowReceiver" => "oncall", _ => null },
            _ => null));

        Assert.Equal(4, errors.Length);
        Assert.StartsWith(
            $"{Frequency} is not set, nor is ALERTFLOW_GUARD_DUTY_PUBLISHING_FREQUENCY in the environment, expected what the detector",
            errors[0],
            StringComparison.Ordinal);
        Assert.StartsWith("logRetention is '2', expected one of 1, 3, 5, ", errors[1], StringComparison.Ordinal);
        Assert.Equal(["sources is empty, expected at least one", "shadowReceiver is set, but mode is not shadow"], errors[2..]);
    }

    [Theory]
    [InlineData("15m", 15)]
    [InlineData("1h", 60)]
    [InlineData("6h", 360)]
    public void The_detectors_frequency_is_one_of_three(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Read((Frequency, text)).PublishingFrequency);

    [Fact]
    public void A_value_may_stand_in_the_context_or_in_the_environment()
    {
        var settings = DeploymentSettings.Read(new ContextReader(
            key => key == "stage" ? "blue" : null,
            variable => variable switch
            {
                "ALERTFLOW_GUARD_DUTY_PUBLISHING_FREQUENCY" => "1h",
                "ALERTFLOW_STAGE" => "green",
                "ALERTFLOW_ALARM_EMAIL" => "", // An empty value is not a value.
                _ => null,
            }));

        Assert.Equal(("blue", TimeSpan.FromHours(1), null), (settings.Stage, settings.PublishingFrequency, settings.AlarmEmail));
        Assert.Equal("AlertFlow-blue", settings.StackName);
        Assert.False(settings.IsProduction);
    }

    [Fact]
    public void A_deployment_that_sets_nothing_else_has_the_defaults()
    {
        var written = new DeploymentSettings { PublishingFrequency = TimeSpan.FromHours(6) };
        var read = Read();
        var existing = new ExistingResources();

        Assert.Equal(["guardduty", "sysdig"], read.Sources.Select(source => source.Name));
        Assert.Equal(read.Sources, written.Sources);
        Assert.Equal(
            written with { Sources = [], MemberAccounts = [], Existing = existing },
            read with { Sources = [], MemberAccounts = [], Existing = existing });
    }

    [Fact]
    public void Every_setting_is_a_row_with_a_valid_default_and_a_name_of_its_own()
    {
        var rows = typeof(ContextKeys).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)).OfType<ContextKey>();

        Assert.All(rows, row => Assert.Contains(row, ContextKeys.All));
        Assert.Distinct(ContextKeys.All.Select(key => key.Name));
        Assert.All(ContextKeys.All, key => Assert.True(key.Default is null || key.IsValid(key.Default), key.Name));
    }

    /// <summary>With <c>UPDATE_GOLDEN=1</c> the table is rewritten.</summary>
    [Fact]
    public void The_documentation_has_every_setting() => new Page("deploy.md").Compare("settings", string.Concat(
    [
        "| setting | default | meaning |\n|---|---|---|\n",
        .. ContextKeys.All.Select(key =>
            $"| `{key.Name}` | {(key.Default is { Length: > 0 } value ? $"`{value}`" : "")} | {key.Description} |\n"),
    ]));

    [Fact]
    public void The_settings_of_the_shipped_context_are_valid()
    {
        var shipped = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cdk.json")))!["context"]!.AsObject();
        var app = new App(new AppProps
        {
            Context = shipped.Where(member => member.Value!.GetValueKind() == JsonValueKind.String)
                .ToDictionary(member => member.Key, member => (object)member.Value!.GetValue<string>()),
        });

        Assert.Equal(TimeSpan.FromHours(6), DeploymentSettings.Read(ContextReader.Of(app)).PublishingFrequency);
        Assert.All(
            shipped.Select(member => member.Key).Where(key => !key.StartsWith('@')),
            key => Assert.Contains(key, ContextKeys.All.Select(row => row.Name)));
    }

    [Fact]
    public void A_misspelt_key_is_an_error()
    {
        var app = new App(new AppProps { Context = new Dictionary<string, object> { [Frequency] = "6h", ["logRetension"] = "30" } });

        Assert.Equal(["logRetension is not a setting, did you mean 'logRetention'?"], ErrorsOf(ContextReader.Of(app)));
    }

    [Fact]
    public void Wrong_routes_are_told_with_file_line_and_column()
    {
        var file = Path.Combine(Repository.Root, "tests", "AlertFlow.Configuration.Tests", "bad", "unknown-label.yaml");

        var exception = Assert.Throws<SettingsException>(() => CompiledRoutes.Of(Read(("routes", file)), Repository.Root));

        Assert.Matches(@"unknown-label\.yaml:\d+:\d+: ", exception.Message);
    }

    [Fact]
    public void Routes_that_do_not_exist_are_told()
    {
        var exception = Assert.Throws<SettingsException>(() => CompiledRoutes.Of(Read(("routes", "mine.yaml")), Repository.Root));

        Assert.StartsWith("routes is 'mine.yaml', which does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_detectors_frequency_holds_whatever_the_routes_say()
    {
        var config = CompiledRoutes.Of(Read((Frequency, "15m")), Repository.Root).Config;

        Assert.Equal(TimeSpan.FromMinutes(15), config.Timers.GuarddutyPublishingFrequency);
    }

    private static DeploymentSettings Read(params (string Key, object Value)[] values) =>
        DeploymentSettings.Read(new ContextReader(Context(values), _ => null));

    private static string[] ErrorsOf(ContextReader reader) =>
        Assert.Throws<SettingsException>(() => DeploymentSettings.Read(reader)).Message.Split('\n');

    /// <summary>A context with the mandatory setting, unless a value replaces it.</summary>
    private static Func<string, object?> Context(params (string Key, object Value)[] values) =>
        key => values.FirstOrDefault(one => one.Key == key).Value ?? (key == Frequency ? "6h" : null);
}
