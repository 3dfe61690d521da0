using System.Text;
using System.Text.RegularExpressions;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Channels.Sns;

/// <summary>Renders SNS messages, mainly for programs, which read the incident as OCSF. Edits are not sent.</summary>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html"/>
public static partial class SnsChannel
{
    /// <summary>The value that stands for the stack's own topic, instead of an ARN.</summary>
    public const string DeployedTopic = "deployed";

    private const string TopicSetting = "topic_arn";
    private const int SubjectLength = 99;

    public static Channel Row { get; } = new(
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

    /// <summary>Returns true when a receiver uses the stack's own topic.</summary>
    public static bool IsDeployed(Receiver receiver) =>
        receiver.Channel == Row.Name && receiver.Settings.GetValueOrDefault(TopicSetting) == DeployedTopic;

    /// <summary>Fills in the stack's topic where a receiver asks for it; other receivers stay unchanged.</summary>
    public static Receiver WithTopic(Receiver receiver, string topic) => IsDeployed(receiver)
        ? receiver with { Settings = new Dictionary<string, string>(receiver.Settings) { [TopicSetting] = topic } }
        : receiver;

    private static SnsRequest? Render(Notification hostile, Receiver receiver, Conversation? conversation)
    {
        if (hostile.Reason is Reason.Edit)
        {
            return null;
        }

        var message = Message.Of(hostile);
        var notification = message.Notification;
        var topic = receiver.Settings[TopicSetting];
        var fifo = topic.EndsWith(".fifo", StringComparison.Ordinal);
        var attributes = Attributes(notification);
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
        return new(
            attributes.Where(attribute => attribute.Value is { Length: > 0 })
                .ToDictionary(attribute => attribute.Name, attribute => attribute.Value ?? ""),
            StringComparer.Ordinal);
    }

    private static string PageKey(Notification notification) => $"{notification.Incident}:{Invariant.Of(notification.Sequence)}";

    /// <summary>Returns a subject for SNS: ASCII only, beginning with a letter, digit or punctuation.</summary>
    private static string Subject(string headline)
    {
        var ascii = headline
            .Replace("·", "-", StringComparison.Ordinal)
            .Replace("–", "-", StringComparison.Ordinal)
            .Replace("…", "...", StringComparison.Ordinal);
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
