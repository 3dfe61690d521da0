using AlertFlow.Channels;

namespace AlertFlow.Configuration.Tests;

/// <summary>Channels that look like the product's, so that the files here need not change with these.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Channel> Channels { get; } =
    [
        Row("slack", new ChannelSetting("channel", true, "a channel id such as C0123456789", value => value.StartsWith('C'))),
        Row("email", Any("to", true), Any("from", true), Any("reply_to", false)),
        Row("sns", new ChannelSetting("topic_arn", true, "the ARN of a topic", value => value is "deployed" || value.StartsWith("arn:", StringComparison.Ordinal))),
    ];

    public static RoutesResult Compile(string yaml) => RoutesFile.Compile(yaml, "routes.yaml", Channels);

    private static Channel Row(string name, params ChannelSetting[] settings) => new(name, settings, (_, _, _) => null);

    private static ChannelSetting Any(string name, bool required) => new(name, required, "an address", _ => true);
}
