using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Routing;

public sealed class RoutingConfigJsonTests
{
    private static readonly RoutingConfig Full = RoutingConfigJson.Versioned(Sample.Config() with
    {
        Receivers =
        [
            new()
            {
                Name = "slack",
                Channel = "slack",
                Settings = new Dictionary<string, string> { ["channel"] = "C1" },
                Reasons = [Reason.Opened],
            },
        ],
        SeverityOverrides = [new([new("rule", MatchOperator.Matches, ".*")], Severity.Critical)],
        Runbooks = [new([], new("https://example.com", null))],
        Timers = new() { Window = TimeSpan.FromMinutes(5) },
    });

    [Fact]
    public void A_written_configuration_is_read_back_the_same()
    {
        var json = RoutingConfigJson.Write(Full);

        Assert.Equal(json, RoutingConfigJson.Write(RoutingConfigJson.Read(json)));
    }

    [Fact]
    public void The_version_is_twelve_hexadecimal_digits_that_follow_the_content()
    {
        Assert.Matches("^[0-9a-f]{12}$", Full.Version);
        Assert.Equal(Full.Version, RoutingConfigJson.Versioned(Full).Version);
        Assert.NotEqual(Full.Version, RoutingConfigJson.Versioned(Full with { Redact = ["a"] }).Version);
    }

    [Theory]
    [InlineData("\"timers\":", "\"timer\":")]
    [InlineData("\"redact\":[],", "")]
    [InlineData("\"redact\":[],", "\"redact\":[],\"redact\":[],")]
    [InlineData("\"redact\":[],", "\"redact\":[\"x\"],")]
    [InlineData("\"redact\":[],", "\"redact\":null,")]
    [InlineData("\"window\":\"00:05:00\"", "\"window\":\"00:06:00\"")]
    public void A_configuration_that_was_changed_after_it_was_compiled_is_an_error(string part, string changed)
    {
        var json = RoutingConfigJson.Write(Full).Replace(part, changed, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => RoutingConfigJson.Read(json));
    }
}
