namespace AlertFlow.Deployment;

/// <summary>The outputs of a deployed stack, by which whoever operates it finds its parts.</summary>
public static class StackOutput
{
    /// <summary>The name of the incident table.</summary>
    public const string Table = "Table";

    /// <summary>The ARN of the topic that receivers with <c>topic_arn: deployed</c> are told by; absent where there is none.</summary>
    public const string Topic = "Topic";

    /// <summary>The ARN of the topic of the alarms about AlertFlow.</summary>
    public const string AlarmTopic = "AlarmTopic";

    public const string RecordBucket = "RecordBucket";

    /// <summary>The name of the bus that findings come by.</summary>
    public const string EventBus = "EventBus";

    /// <summary>The name of the secret of Slack; absent where no receiver has that channel.</summary>
    public const string SlackSecret = "SlackSecret";

    public const string ConfigVersion = "ConfigVersion";
    public const string MetricsNamespace = "MetricsNamespace";

    /// <summary>How often GuardDuty is configured to re-publish, as its API says it: <c>FIFTEEN_MINUTES</c>, <c>ONE_HOUR</c>, <c>SIX_HOURS</c>.</summary>
    public const string PublishingFrequency = "PublishingFrequency";

    /// <summary>The names of the deployed sources, with commas between them.</summary>
    public const string Sources = "Sources";

    /// <summary>The names of the deployed channels, with commas between them.</summary>
    public const string Channels = "Channels";

    /// <summary>The URL of a source's queue.</summary>
    public static string SourceQueue(string source) => $"{Pascal(source)}Queue";

    /// <summary>The URL of the queue of what a source sent and nobody could read.</summary>
    public static string SourceDeadLetterQueue(string source) => $"{Pascal(source)}DeadLetterQueue";

    /// <summary>The URL of a queue of wake-ups.</summary>
    public static string ChannelQueue(string channel, bool urgent) => $"{Pascal(channel)}{(urgent ? "Urgent" : "Normal")}Queue";

    /// <summary>The URL of the queue of what nobody could be told.</summary>
    public static string ChannelDeadLetterQueue(string channel) => $"{Pascal(channel)}DeadLetterQueue";

    /// <summary>A name of a catalogue row as a part of an output's: <c>guardduty</c> is <c>GuardDuty</c>.</summary>
    private static string Pascal(string name) =>
        string.Concat((AlertFlow.Sources.Source.Find(name)?.Title ?? string.Concat(name[..1].ToUpperInvariant(), name[1..])).Where(char.IsAsciiLetterOrDigit));
}
