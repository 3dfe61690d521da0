using AlertFlow.Channels;
using AlertFlow.Channels.Email;
using AlertFlow.Channels.Slack;
using AlertFlow.Channels.Sns;
using AlertFlow.Deployment;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Security;
using AlertFlow.Routing;
using Amazon.CDK;
using Amazon.CDK.AWS.SNS;

namespace AlertFlow.Infra.Delivery;

/// <summary>The parts of the account that deliveries use: topics to publish to, addresses to send as, and a secret to read.</summary>
/// <param name="Stack">Names partition, region and account.</param>
/// <param name="Config">Has the receivers.</param>
/// <param name="Topic">The stack's topic; null where no receiver asks for it.</param>
/// <param name="SlackSecret">The name of Slack's secret.</param>
/// <param name="Encryption">The key of the topic.</param>
public sealed record Destinations(Stack Stack, RoutingConfig Config, ITopic? Topic, string SlackSecret, Encryption Encryption)
{
    /// <summary>Returns the values that the receivers of a channel have for a setting.</summary>
    internal IReadOnlyList<string> Values(string channel, string setting) =>
    [
        .. Config.Receivers
            .Where(receiver => receiver.Channel == channel && receiver.Settings.ContainsKey(setting))
            .Select(receiver => receiver.Settings[setting])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>The deployment's part of a row of the channel catalogue.</summary>
internal sealed record Destination(
    bool ReadsSecrets,
    Func<Destinations, IEnumerable<KeyValuePair<string, string>>> Environment,
    Action<AlertFlowFunction, Destinations> Allow)
{
    private static readonly Dictionary<string, Destination> All = new()
    {
        [SlackChannel.Row.Name] = new(
            true,
            destinations => [new(Setting.SlackSecret.Name, destinations.SlackSecret)],
            (function, destinations) => function.Allow(
                ["secretsmanager:GetSecretValue"],
                // Secrets Manager adds six characters to a secret's name.
                ArnOf(destinations, "secretsmanager", $"secret:{destinations.SlackSecret}-??????"))),
        [EmailChannel.Row.Name] = new(
            false,
            _ => [],
            (function, destinations) => function.Allow(
                ["ses:SendEmail", "ses:SendRawEmail"],
                [
                    .. destinations.Values(EmailChannel.Row.Name, "from").SelectMany(IdentitiesOf).Distinct()
                        .Select(identity => ArnOf(destinations, "ses", $"identity/{identity}")),
                ])),
        [SnsChannel.Row.Name] = new(
            false,
            destinations => destinations.Topic is { } topic ? [new(Setting.Topic.Name, topic.TopicArn)] : [],
            (function, destinations) =>
            {
                var topics = destinations.Values(SnsChannel.Row.Name, "topic_arn")
                    .Select(arn => arn == SnsChannel.DeployedTopic ? destinations.Topic!.TopicArn : arn); // Then the stack has one.
                function.Allow(["sns:Publish"], [.. topics]);
                function.MayPublishWith(destinations.Encryption.Key);
            }),
    };

    /// <exception cref="KeyNotFoundException">A row of the catalogue has no entry here. A test finds the missing ones.</exception>
    public static Destination Of(string channel) => All[channel];

    /// <summary>Returns an address and its domain: SES verifies either.</summary>
    private static IEnumerable<string> IdentitiesOf(string address) => [address, address[(address.LastIndexOf('@') + 1)..]];

    private static string ArnOf(Destinations destinations, string service, string resource) =>
        $"arn:{destinations.Stack.Partition}:{service}:{destinations.Stack.Region}:{destinations.Stack.Account}:{resource}";
}
