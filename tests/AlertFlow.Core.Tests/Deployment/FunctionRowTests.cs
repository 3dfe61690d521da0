using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Deployment;
using AlertFlow.Routing;

namespace AlertFlow.Tests.Deployment;

public sealed class FunctionRowTests
{
    [Fact]
    public void A_configuration_uses_the_channels_of_its_receivers_and_no_other()
    {
        Assert.Equal(
            ["slack", "sns"],
            Config(("topic", "sns", SnsChannel.DeployedTopic), ("chat", "slack", "#a"), ("more", "slack", "#b")).Channels);
        Assert.Empty(Config().Channels);
    }

    [Fact]
    public void A_stack_sets_only_the_settings_that_its_channels_need()
    {
        var config = Config(("chat", "slack", "#a"));

        Assert.Equal(
            [
                "ALERTFLOW_TABLE",
                "ALERTFLOW_ROUTES",
                "ALERTFLOW_METRICS_NAMESPACE",
                "ALERTFLOW_SLACK_URGENT_QUEUE",
                "ALERTFLOW_SLACK_NORMAL_QUEUE",
                "ALERTFLOW_DEAD_LETTER_QUEUE",
            ],
            Names("sysdig", config, null));
        Assert.Equal(
            [
                "ALERTFLOW_TABLE",
                "ALERTFLOW_ROUTES",
                "ALERTFLOW_METRICS_NAMESPACE",
                "ALERTFLOW_SLACK_URGENT_QUEUE",
                "ALERTFLOW_SLACK_NORMAL_QUEUE",
                "ALERTFLOW_DEAD_LETTER_QUEUE",
                "ALERTFLOW_CHANNEL",
                "ALERTFLOW_SLACK_SECRET",
            ],
            Names("notify", config, "slack"));
        Assert.Equal(
            [
                "ALERTFLOW_TABLE",
                "ALERTFLOW_ROUTES",
                "ALERTFLOW_METRICS_NAMESPACE",
                "ALERTFLOW_SLACK_URGENT_QUEUE",
                "ALERTFLOW_SLACK_NORMAL_QUEUE",
                "ALERTFLOW_RECORD_BUCKET",
            ],
            Names("sweep", config, null));
    }

    [Theory]
    [InlineData(SnsChannel.DeployedTopic, "sns", true)]
    [InlineData(SnsChannel.DeployedTopic, "slack", false)]
    [InlineData("arn:aws:sns:eu-central-1:111122223333:mine", "sns", false)]
    public void The_topic_is_set_where_a_receiver_of_the_functions_channel_means_it(string topic, string channel, bool isSet)
    {
        var config = Config(("chat", "slack", "#a"), ("topic", "sns", topic));

        Assert.Equal(isSet, Names("notify", config, channel).Contains(Setting.Topic.Name));
    }

    [Fact]
    public void The_topic_of_the_stack_replaces_only_its_placeholder()
    {
        var config = Config(
            ("own", "sns", SnsChannel.DeployedTopic),
            ("other", "sns", "arn:aws:sns:eu-central-1:111122223333:other"),
            ("chat", "slack", SnsChannel.DeployedTopic));

        var known = config.WithTopic("arn:aws:sns:eu-central-1:111122223333:own");

        Assert.Equal(
            ["arn:aws:sns:eu-central-1:111122223333:own", "arn:aws:sns:eu-central-1:111122223333:other", SnsChannel.DeployedTopic],
            known.Receivers.Select(receiver => receiver.Settings.Single().Value));
        Assert.Equal(config.Version, known.Version);
    }

    [Theory]
    [InlineData("AlertFlow", true)]
    [InlineData("AlertFlow/prod.eu", true)]
    [InlineData("AWS/SQS", false)]
    [InlineData("two words", false)]
    public void A_namespace_of_metrics_is_one_that_CloudWatch_takes(string name, bool isValid) =>
        Assert.Equal(isValid, Setting.MetricsNamespace.IsValid(name));

    [Theory]
    [InlineData("00:00:03", true)]
    [InlineData("00:00:00", false)]
    [InlineData("-00:00:01", false)]
    [InlineData("soon", false)]
    public void An_HTTP_time_out_is_a_positive_time_span(string text, bool isValid) =>
        Assert.Equal(isValid, Setting.HttpTimeout.IsValid(text));

    private static IEnumerable<string> Names(string function, RoutingConfig config, string? channel) =>
        FunctionRow.Find(function)!.Environment(config, channel).Select(setting => setting.Name);

    private static RoutingConfig Config(
        params (string Name, string Channel, string Setting)[] receivers) => RoutingConfigJson.Versioned(new()
        {
            Version = "",
            Route = new() { Name = "default", Receivers = [] },
            Receivers =
        [
            .. receivers.Select(one => new Receiver
            {
                Name = one.Name,
                Channel = one.Channel,
                Settings = new Dictionary<string, string> { [one.Channel is "sns" ? "topic_arn" : "channel"] = one.Setting },
            }),
        ],
        });
}
