namespace AlertFlow.Channels;

/// <summary>The built-in receiver of each channel: a canary is rendered for it, and sent to nobody.</summary>
public static class CanaryReceiver
{
    /// <summary>The prefix of built-in receivers; configured ones must not use it.</summary>
    public const string Prefix = "canary-";

    public static string Of(string channel) => $"{Prefix}{channel}";

    /// <summary>Returns the channel of a built-in receiver, and null for a configured one.</summary>
    public static string? ChannelOf(string receiver) =>
        receiver.StartsWith(Prefix, StringComparison.Ordinal) ? receiver[Prefix.Length..] : null;
}
