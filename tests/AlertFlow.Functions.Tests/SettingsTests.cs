using AlertFlow.Configuration;
using AlertFlow.Deployment;
using AlertFlow.Functions;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Tests;

/// <summary>The environment is checked against the deployed configuration.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    private readonly RoutingConfig config = ((RoutesResult.Valid)RoutesFile.Compile(
        """
        route: {receivers: [chat, topic]}
        receivers:
          - {name: chat, channel: slack, settings: {channel: "#alerts"}}
          - {name: topic, channel: sns, settings: {topic_arn: deployed}}
        """,
        "routes.yaml")).Config;

    public SettingsTests() => File.WriteAllText(file, RoutingConfigJson.Write(config));

    [Fact]
    public void One_error_names_all_that_is_missing_for_the_function_and_for_the_receivers()
    {
        var error = Assert.Throws<SettingsException>(
            () => Read(
                (Setting.FunctionName, "notify"),
                (Setting.ChannelName.Name, "sns"),
                (Setting.Queue("slack", true).Name, "https://example.com/queue"))).Message;

        string[] missing =
        [
            "ALERTFLOW_TABLE", "ALERTFLOW_DEAD_LETTER_QUEUE", "ALERTFLOW_SLACK_NORMAL_QUEUE",
            "ALERTFLOW_SNS_URGENT_QUEUE", "ALERTFLOW_SNS_NORMAL_QUEUE", "ALERTFLOW_TOPIC",
        ];
        foreach (var name in missing)
        {
            Assert.Contains($"{name} is not set", error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("ALERTFLOW_SLACK_URGENT_QUEUE", error, StringComparison.Ordinal);
        Assert.DoesNotContain("EMAIL", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_names_settings_that_only_the_receivers_need()
    {
        var settings = Read((Setting.FunctionName, "sweep"), (Setting.Table.Name, "table"), (Setting.RecordBucket.Name, "bucket"));

        var error = Assert.Throws<SettingsException>(() => settings.Require(config)).Message;

        Assert.Equal(4, error.Split("; ").Length);
        Assert.Contains(
            "ALERTFLOW_SNS_URGENT_QUEUE is not set, expected the URL of the urgent queue of sns", error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_all_settings_of_a_stack_nothing_is_missing()
    {
        var functions = FunctionRow.All.SelectMany(
            row => row.Name is FunctionRow.NotifyName ? config.Channels.Select(channel => (row, channel)) : [(row, null!)]);
        foreach (var (function, channel) in functions)
        {
            var set = function.Environment(config, channel).Select(setting => (setting.Name, ValueOf(setting, channel)));
            var settings = Read([(Setting.FunctionName, function.Name), .. set]);

            settings.Require(config);
        }
    }

    public void Dispose() => File.Delete(file);

    private static string ValueOf(Setting setting, string channel) =>
        new[] { channel, "text", "https://example.com/queue", "arn:aws:sns:eu-central-1:111122223333:alerts" }.Last(
            value => value is not null && setting.IsValid(value));

    private Settings Read(params (string Name, string Value)[] environment) => Settings.Read(
        name => name == Setting.Routes.Name ? file : environment.FirstOrDefault(one => one.Name == name).Value);
}
