using AlertFlow.Configuration;
using AlertFlow.Deployment;
using AlertFlow.Functions;
using AlertFlow.Routing;

namespace AlertFlow.Functions.Tests;

/// <summary>The environment is held against the configuration that is deployed beside it.</summary>
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
    public void What_the_receivers_need_and_what_is_missing_besides_is_told_at_once()
    {
        var error = Assert.Throws<SettingsException>(() => Read((Setting.FunctionName, "notify"), (Setting.ChannelName.Name, "sns"), (Setting.Queue("slack", true).Name, "https://example.com/queue"))).Message;

        foreach (var name in new[] { "ALERTFLOW_TABLE", "ALERTFLOW_DEAD_LETTER_QUEUE", "ALERTFLOW_SLACK_NORMAL_QUEUE", "ALERTFLOW_SNS_URGENT_QUEUE", "ALERTFLOW_SNS_NORMAL_QUEUE", "ALERTFLOW_TOPIC" })
        {
            Assert.Contains($"{name} is not set", error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("ALERTFLOW_SLACK_URGENT_QUEUE", error, StringComparison.Ordinal);
        Assert.DoesNotContain("EMAIL", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_receivers_need_is_told_too()
    {
        var settings = Read((Setting.FunctionName, "sweep"), (Setting.Table.Name, "table"), (Setting.RecordBucket.Name, "bucket"));

        var error = Assert.Throws<SettingsException>(() => settings.Require(config)).Message;

        Assert.Equal(4, error.Split("; ").Length);
        Assert.Contains("ALERTFLOW_SNS_URGENT_QUEUE is not set, expected the URL of the urgent queue of sns", error, StringComparison.Ordinal);
    }

    [Fact]
    public void With_all_that_a_stack_sets_nothing_is_missing()
    {
        foreach (var (function, channel) in FunctionRow.All.SelectMany(row => row.Name is FunctionRow.NotifyName ? config.Channels.Select(channel => (row, channel)) : [(row, null!)]))
        {
            var settings = Read([(Setting.FunctionName, function.Name), .. function.Environment(config, channel).Select(setting => (setting.Name, ValueOf(setting, channel)))]);

            settings.Require(config);
        }
    }

    public void Dispose() => File.Delete(file);

    private static string ValueOf(Setting setting, string channel) => new[] { channel, "text", "https://example.com/queue", "arn:aws:sns:eu-central-1:111122223333:alerts" }.Last(value => value is not null && setting.IsValid(value));

    private Settings Read(params (string Name, string Value)[] environment) => Settings.Read(
        name => name == Setting.Routes.Name ? file : environment.FirstOrDefault(one => one.Name == name).Value);
}
