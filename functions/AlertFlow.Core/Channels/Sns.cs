using System.Text;
using System.Text.RegularExpressions;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Routing;

namespace AlertFlow.Channels;

/// <summary>What is published to a topic, always with <c>MessageStructure</c> <see cref="MessageStructure"/>.</summary>
public sealed record SnsRequest : ChannelRequest
{
    public const string MessageStructure = "json";

    public required string TopicArn { get; init; }

    /// <summary>Fewer than 100 printable ASCII characters: what email subscribers see.</summary>
    public required string Subject { get; init; }

    /// <summary>A JSON object: <c>default</c> is the incident as an OCSF Detection Finding, <c>email</c> and <c>sms</c> are for people.</summary>
    public required string Message { get; init; }

    /// <summary>For filter policies: at most ten strings, none of them empty.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Of a FIFO topic: the incident's messages stay in order.</summary>
    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }
}

/// <summary>SNS: for programs first, which read the incident in the one schema; edits are not for them.</summary>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html"/>
public static partial class Sns
{
    /// <summary>Instead of an ARN: the topic that the stack brings.</summary>
    public const string DeployedTopic = "deployed";

    private const string TopicSetting = "topic_arn";
    private const int SubjectLength = 99;

    public static Channel Channel { get; } = new(
        "sns",
        [
            new(
                TopicSetting,
                Required: true,
                $"a topic's ARN such as arn:aws:sns:eu-central-1:111122223333:alerts, or {DeployedTopic} for the stack's own",
                value => value == DeployedTopic || IsTopicArn(value)),
        ],
        Render);

    public static bool IsTopicArn(string value) => TopicArn().IsMatch(value);

    /// <summary>Whether a receiver is told by the topic that the stack brings.</summary>
    public static bool IsDeployed(Receiver receiver) => receiver.Channel == Channel.Name && receiver.Settings.GetValueOrDefault(TopicSetting) == DeployedTopic;

    /// <summary>The configuration as it is where the stack's topic is known. Its version stays: it is the same configuration everywhere.</summary>
    public static RoutingConfig WithTopic(RoutingConfig config, string topic) => config.Receivers.Any(IsDeployed)
        ? config with
        {
            Receivers =
            [
                .. config.Receivers.Select(receiver => IsDeployed(receiver)
                    ? receiver with { Settings = new Dictionary<string, string>(receiver.Settings) { [TopicSetting] = topic } }
                    : receiver),
            ],
        }
        : config;

    private static SnsRequest? Render(Notification hostile, Receiver receiver, Conversation? conversation)
    {
        if (hostile.Reason is Reason.Edit)
        {
            return null;
        }

        var message = Message.Of(hostile);
        var notification = message.Notification;
        var topic = receiver.Settings[TopicSetting];
        var attributes = Attributes(notification);
        var fifo = topic.EndsWith(".fifo", StringComparison.Ordinal);
        return new()
        {
            TopicArn = topic,
            Subject = Subject(message.Headline),
            Message = SnsBody.Of(message, attributes.Sum(attribute => attribute.Key.Length + Encoding.UTF8.GetByteCount(attribute.Value) + "String".Length)),
            Attributes = attributes,
            GroupId = fifo ? NotInId().Replace(notification.Incident, "-") : null,
            DeduplicationId = fifo ? NotInId().Replace(PageKey(notification), "-") : null,
        };
    }

    private static SortedDictionary<string, string> Attributes(Notification notification)
    {
        var resource = notification.Resource;
        (string Name, string? Value)[] attributes =
        [
            ("severity", notification.Severity.Caption),
            ("reason", notification.Reason.ToString()),
            ("source", notification.Lead.Source),
            ("account", resource.Account),
            ("region", resource.Region),
            ("cluster", resource.Cluster),
            ("service", resource.Service),
            ("incident", notification.Incident),
            // A pager that merges by this key rings once for each urgent notification.
            ("page_key", notification.Pages ? PageKey(notification) : null),
            ("mode", notification.Test ? "test" : notification.WouldTell is not null ? "shadow" : null),
        ];
        return new(attributes.Where(attribute => attribute.Value is { Length: > 0 }).ToDictionary(attribute => attribute.Name, attribute => attribute.Value ?? ""), StringComparer.Ordinal);
    }

    private static string PageKey(Notification notification) => $"{notification.Incident}:{Invariant.Of(notification.Sequence)}";

    /// <summary>SNS takes neither a glyph nor a dash that is not ASCII, and wants a letter, digit or punctuation first.</summary>
    private static string Subject(string headline)
    {
        var ascii = headline.Replace("·", "-", StringComparison.Ordinal).Replace("–", "-", StringComparison.Ordinal).Replace("…", "...", StringComparison.Ordinal);
        var line = SafeText.Line(string.Concat("[AlertFlow] ", NotAscii().Replace(ascii, "")), int.MaxValue);
        return line.Length <= SubjectLength ? line : $"{line[..(SubjectLength - 3)].TrimEnd(' ')}...";
    }

    [GeneratedRegex(@"\Aarn:aws[a-z-]{0,20}:sns:[a-z0-9-]{1,30}:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TopicArn();

    [GeneratedRegex("[^ -~]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotAscii();

    [GeneratedRegex("[^A-Za-z0-9:_-]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInId();
}
