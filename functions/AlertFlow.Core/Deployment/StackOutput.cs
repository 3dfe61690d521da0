namespace AlertFlow.Deployment;

/// <summary>The outputs of a deployed stack: its operators find its parts by them.</summary>
public static class StackOutput
{
    /// <summary>The name of the incident table.</summary>
    public const string Table = "Table";

    /// <summary>The ARN of the topic for receivers with <c>topic_arn: deployed</c>; absent when there are none.</summary>
    public const string Topic = "Topic";

    /// <summary>The ARN of the topic of the alarms about AlertFlow.</summary>
    public const string AlarmTopic = "AlarmTopic";

    public const string RecordBucket = "RecordBucket";

    /// <summary>The name of the bus that findings arrive on.</summary>
    public const string EventBus = "EventBus";

    /// <summary>The name of Slack's secret; absent when no receiver has that channel.</summary>
    public const string SlackSecret = "SlackSecret";

    public const string ConfigVersion = "ConfigVersion";
    public const string MetricsNamespace = "MetricsNamespace";

    /// <summary>GuardDuty's publishing interval, as its API writes it: <c>FIFTEEN_MINUTES</c>, <c>ONE_HOUR</c>, <c>SIX_HOURS</c>.</summary>
    public const string PublishingFrequency = "PublishingFrequency";

    /// <summary>The names of the deployed sources, with commas between them.</summary>
    public const string Sources = "Sources";

    /// <summary>The names of the deployed channels, with commas between them.</summary>
    public const string Channels = "Channels";

    /// <summary>The URL of a source's queue.</summary>
    public static string SourceQueue(string source) => $"{Pascal(source)}Queue";

    /// <summary>The URL of the dead-letter queue of a source.</summary>
    public static string SourceDeadLetterQueue(string source) => $"{Pascal(source)}DeadLetterQueue";

    /// <summary>The URL of a channel's queue of wake-ups.</summary>
    public static string ChannelQueue(string channel, bool urgent) => $"{Pascal(channel)}{(urgent ? "Urgent" : "Normal")}Queue";

    /// <summary>The URL of a channel's dead-letter queue.</summary>
    public static string ChannelDeadLetterQueue(string channel) => $"{Pascal(channel)}DeadLetterQueue";

    /// <summary>Returns the name of a catalogue row as part of an output's name: <c>GuardDuty</c> for <c>guardduty</c>.</summary>
    private static string Pascal(string name) =>
        string.Concat((AlertFlow.Sources.Source.Find(name)?.Title ?? string.Concat(name[..1].ToUpperInvariant(), name[1..])).Where(char.IsAsciiLetterOrDigit));
}
