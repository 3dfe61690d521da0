using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Deployment;
using AlertFlow.Infra.Functions;
using AlertFlow.Infra.Security;
using AlertFlow.Routing;
using Amazon.CDK;
using Amazon.CDK.AWS.SNS;

namespace AlertFlow.Infra.Delivery;

/// <summary>What deliveries need of the account: whom they may publish to, send as, and which secret they may read.</summary>
/// <param name="Stack">Where it is.</param>
/// <param name="Config">The receivers.</param>
/// <param name="Topic">The stack's topic; null: no receiver asks for it.</param>
/// <param name="SlackSecret">The name of Slack's secret.</param>
/// <param name="Encryption">The key of the topic.</param>
public sealed record Destinations(Stack Stack, RoutingConfig Config, ITopic? Topic, string SlackSecret, Encryption Encryption)
{
    /// <summary>A setting's values over the receivers of a channel.</summary>
    internal IReadOnlyList<string> Values(string channel, string setting) =>
    [
        .. Config.Receivers
            .Where(receiver => receiver.Channel == channel && receiver.Settings.ContainsKey(setting))
            .Select(receiver => receiver.Settings[setting])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>What the deployment adds to a row of the channel catalogue.</summary>
internal sealed record Destination(bool ReadsSecrets, Func<Destinations, IEnumerable<KeyValuePair<string, string>>> Environment, Action<AlertFlowFunction, Destinations> Allow)
{
    private static readonly Dictionary<string, Destination> All = new()
    {
        ["slack"] = new(
            true,
            destinations => [new(Setting.SlackSecret.Name, destinations.SlackSecret)],
            // Secrets Manager adds six characters to a secret's name.
            (function, destinations) => function.Allow(["secretsmanager:GetSecretValue"], ArnOf(destinations, "secretsmanager", $"secret:{destinations.SlackSecret}-??????"))),
        ["email"] = new(
            false,
            _ => [],
            (function, destinations) => function.Allow(["ses:SendEmail", "ses:SendRawEmail"], [.. destinations.Values("email", "from").SelectMany(IdentitiesOf).Distinct().Select(identity => ArnOf(destinations, "ses", $"identity/{identity}"))])),
        ["sns"] = new(
            false,
            destinations => destinations.Topic is { } topic ? [new(Setting.Topic.Name, topic.TopicArn)] : [],
            (function, destinations) =>
            {
                function.Allow(["sns:Publish"], [.. destinations.Values("sns", "topic_arn").Select(arn => arn == SnsChannel.DeployedTopic ? destinations.Topic!.TopicArn : arn)]); // Who says so has the stack make one.
                function.MayPublishWith(destinations.Encryption.Key);
            }),
    };

    /// <exception cref="KeyNotFoundException">A row of the catalogue has no entry here; a test holds that none is missing.</exception>
    public static Destination Of(string channel) => All[channel];

    /// <summary>An address is verified by itself or with its domain.</summary>
    private static IEnumerable<string> IdentitiesOf(string address) => [address, address[(address.LastIndexOf('@') + 1)..]];

    private static string ArnOf(Destinations destinations, string service, string resource) =>
        $"arn:{destinations.Stack.Partition}:{service}:{destinations.Stack.Region}:{destinations.Stack.Account}:{resource}";
}
