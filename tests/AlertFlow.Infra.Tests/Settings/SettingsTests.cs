using AlertFlow.Infra.Settings;
using AlertFlow.Tests;

namespace AlertFlow.Infra.Tests.Settings;

public sealed class SettingsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var exception = Assert.Throws<SettingsException>(() => Read(
            ("sources", "guardduty,sysdog"), ("compilation", "jit"), ("adoptAfter", "yesterday"), ("keyArn", "1234"), ("memberAccounts", "1"), ("maximumConcurrency", "1"), ("logRetention", "2"), ("slackSecret", "xoxb 1")));

        var errors = exception.Message.Split('\n');
        Assert.Equal(9, errors.Length);
        Assert.All(errors, error => Assert.Contains("expected", error, StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("guardDutyPublishingFrequency is not set, expected what the detector is set to", StringComparison.Ordinal));
        Assert.Contains("sources has 'sysdog', expected guardduty, sysdig", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15m", 15)]
    [InlineData("1h", 60)]
    [InlineData("6h", 360)]
    public void The_detectors_frequency_is_one_of_three(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Read(("guardDutyPublishingFrequency", text)).PublishingFrequency);

    [Theory]
    [InlineData("30m")]
    [InlineData("often")]
    public void Another_frequency_is_refused(string text) => Assert.Throws<SettingsException>(() => Read(("guardDutyPublishingFrequency", text)));

    [Fact]
    public void A_value_may_stand_in_the_context_or_in_the_environment()
    {
        var settings = DeploymentSettings.Read(new ContextReader(
            key => key == "stage" ? "blue" : null, variable => variable switch { "ALERTFLOW_GUARD_DUTY_PUBLISHING_FREQUENCY" => "1h", "ALERTFLOW_STAGE" => "green", _ => null }));

        Assert.Equal(("blue", TimeSpan.FromHours(1)), (settings.Stage, settings.PublishingFrequency));
        Assert.Equal("AlertFlow-blue", settings.StackName);
        Assert.False(settings.IsProduction);
    }

    [Fact]
    public void Wrong_routes_are_told_with_file_line_and_column()
    {
        var file = Path.Combine(Repository.Root, "tests", "AlertFlow.Configuration.Tests", "bad", "unknown-label.yaml");

        var exception = Assert.Throws<SettingsException>(() => CompiledRoutes.Of(Read(("guardDutyPublishingFrequency", "6h"), ("routes", file)), Repository.Root));

        Assert.Matches(@"unknown-label\.yaml:\d+:\d+: ", exception.Message);
    }

    [Fact]
    public void Routes_that_do_not_exist_are_told()
    {
        var exception = Assert.Throws<SettingsException>(() => CompiledRoutes.Of(Read(("guardDutyPublishingFrequency", "6h"), ("routes", "mine.yaml")), Repository.Root));

        Assert.StartsWith("routes is 'mine.yaml', which does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_detectors_frequency_holds_whatever_the_routes_say()
    {
        var config = CompiledRoutes.Of(Read(("guardDutyPublishingFrequency", "15m")), Repository.Root).Config;

        Assert.Equal(TimeSpan.FromMinutes(15), config.Timers.GuarddutyPublishingFrequency);
    }

    [Fact]
    public void Every_key_is_documented()
    {
        var documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "deploy.md"));

        Assert.All(ContextKey.All, key => Assert.Contains($"| `{key.Name}` |", documentation, StringComparison.Ordinal));
    }

    private static DeploymentSettings Read(params (string Key, object Value)[] context) =>
        DeploymentSettings.Read(new ContextReader(key => context.FirstOrDefault(one => one.Key == key).Value, _ => null));
}
