using System.Globalization;
using AlertFlow.Channels;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Routing;

namespace AlertFlow.Deployment;

/// <summary>An environment variable of a function. The stack sets it and the function reads it from this one row.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Expected">The form of a value, in words, for errors.</param>
/// <param name="Default">The default; null when the setting is required.</param>
/// <param name="IsValid">Validates a value.</param>
public sealed record Setting(string Name, string Expected, string? Default, Func<string, bool> IsValid)
{
    /// <summary>Returns true when a stack sets it, for its configuration and the function's channel. Unless a row says otherwise, those without a default.</summary>
    public Func<RoutingConfig, string?, bool> IsNeeded
    {
        get => field ?? ((_, _) => Default is null);
        init;
    }

    /// <summary>The name of the row of <see cref="FunctionRow.All"/> that the process runs.</summary>
    public const string FunctionName = "ALERTFLOW_FUNCTION";

    public static Setting Table { get; } = new("ALERTFLOW_TABLE", "the name of the incident table", null, IsText);

    public static Setting Routes { get; } = new("ALERTFLOW_ROUTES", "the file of the compiled configuration", "routes.json", IsText)
    {
        IsNeeded = (_, _) => true, // The deployed code contains no configuration.
    };

    public static Setting DeadLetterQueue { get; } = new("ALERTFLOW_DEAD_LETTER_QUEUE", "the URL of the dead-letter queue", null, IsUrl);

    /// <summary>The name of a row of the channel catalogue.</summary>
    public static Setting ChannelName { get; } =
        new("ALERTFLOW_CHANNEL", $"one of {string.Join(", ", Channel.All.Select(channel => channel.Name))}", null, value => Channel.Find(value) is not null);

    public static Setting SlackSecret { get; } = new("ALERTFLOW_SLACK_SECRET", "the name of the secret that holds Slack's bot token or webhook", "", _ => true)
    {
        IsNeeded = (_, channel) => channel == SlackChannel.Row.Name,
    };

    /// <summary>The ARN that <see cref="SnsChannel.DeployedTopic"/> stands for.</summary>
    public static Setting Topic { get; } = new(
        "ALERTFLOW_TOPIC", $"the ARN of the stack's topic, for receivers with topic_arn: {SnsChannel.DeployedTopic}", "", value => value.Length == 0 || SnsChannel.IsTopicArn(value))
    {
        IsNeeded = (config, channel) => channel == SnsChannel.Row.Name && config.Receivers.Any(SnsChannel.IsDeployed),
    };

    public static Setting SlackApi { get; } = new("ALERTFLOW_SLACK_API", "the base address of Slack's Web API", "https://slack.com/api/", IsUrl);

    public static Setting RecordBucket { get; } = new("ALERTFLOW_RECORD_BUCKET", "the bucket of the incident records", null, IsText);

    /// <summary>The namespace that distinguishes the metrics of stacks in one account.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html"/>
    public static Setting MetricsNamespace { get; } = new("ALERTFLOW_METRICS_NAMESPACE", "a namespace of CloudWatch that is not AWS's own", "AlertFlow", IsNamespace)
    {
        IsNeeded = (_, _) => true,
    };

    /// <summary>An offset added to the clock, for rehearsals and for tests of differing clocks.</summary>
    public static Setting ClockOffset { get; } = new(
        "ALERTFLOW_CLOCK_OFFSET", "a time span such as 00:00:00", "00:00:00", value => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _));

    /// <summary>
    /// The longest wait for one answer of AWS, a destination or the secrets extension. Three attempts of three seconds fit into a
    /// function's ten; tests on a busy machine wait longer.
    /// </summary>
    public static Setting HttpTimeout { get; } = new(
        "ALERTFLOW_HTTP_TIMEOUT", "a positive time span such as 00:00:03", "00:00:03",
        value => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var timeout) && timeout > TimeSpan.Zero && timeout < TimeSpan.FromDays(1));

    /// <summary>The urgent and the normal queue of each channel.</summary>
    public static IReadOnlyList<Setting> ChannelQueues { get; } =
        [.. Channel.All.SelectMany(channel => new[] { true, false }.Select(urgent => Queue(channel.Name, urgent)))];

    /// <summary>The queue of a channel's wake-ups. A stack has the channels of its receivers.</summary>
    public static Setting Queue(string channel, bool urgent) => new(
        $"ALERTFLOW_{channel.ToUpperInvariant()}_{(urgent ? "URGENT" : "NORMAL")}_QUEUE",
        $"the URL of the {(urgent ? "urgent" : "normal")} queue of {channel}",
        "",
        value => value.Length == 0 || IsUrl(value))
    {
        IsNeeded = (config, _) => config.Channels.Contains(channel),
    };

    private static bool IsText(string value) => value.Length > 0;

    private static bool IsNamespace(string value) =>
        value.Length is > 0 and <= 255 && !value.StartsWith("AWS/", StringComparison.Ordinal) && value.All(one => char.IsAsciiLetterOrDigit(one) || ".-_/#:".Contains(one, StringComparison.Ordinal));

    private static bool IsUrl(string value) => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http";
}
