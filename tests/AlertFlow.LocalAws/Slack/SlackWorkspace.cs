using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlertFlow.LocalAws.Slack;

/// <summary>A message as the workspace has it now.</summary>
/// <param name="Ts">Its id within its channel.</param>
/// <param name="Thread">The message that it is a reply to.</param>
/// <param name="At">When it was accepted.</param>
public sealed record SlackMessage(string Channel, string Ts, string? Thread, string Text, JsonNode Body, DateTimeOffset At)
{
    /// <summary>What it said before each edit, and says now last.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [Text];

    public bool IsBroadcast => Body["reply_broadcast"]?.GetValue<bool>() is true;
}

/// <summary>A call as it was received.</summary>
public sealed record SlackCall(string Method, string? Token, JsonObject Body, DateTimeOffset At);

/// <summary>What Slack answers.</summary>
/// <param name="RetryAfter">Seconds; of a 429.</param>
public sealed record SlackReply(int Status, string Body, int? RetryAfter = null)
{
    public static SlackReply Error(string code) => new(200, $$"""{"ok":false,"error":"{{code}}"}""");
}

/// <summary>
/// A workspace that keeps Slack's rules: tokens, channel ids, threads, one message a second and channel after a short burst,
/// fifty edits a minute, and a failure inside of a 200.
/// </summary>
/// <seealso href="https://docs.slack.dev/apis/web-api/rate-limits"/>
public sealed class SlackWorkspace(TimeProvider clock)
{
    /// <summary>Slack lets short bursts pass.</summary>
    private const int Burst = 2;
    private const int EditsAMinute = 50;
    private const int LongestText = 40_000;
    private const int MostBlocks = 50;

    private readonly Lock gate = new();
    private readonly List<SlackMessage> messages = [];
    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> buckets = [];
    private readonly Queue<DateTimeOffset> edits = [];
    private int sequence;

    /// <summary>The channels by name, with their ids.</summary>
    public IDictionary<string, string> Channels { get; } = new Dictionary<string, string> { ["#alerts"] = "C0ALERTS01", ["#security"] = "C0SECURITY" };

    public ISet<string> Tokens { get; } = new HashSet<string> { "xoxb-first" };

    /// <summary>Tokens that were good once.</summary>
    public ISet<string> Expired { get; } = new HashSet<string>();

    public IReadOnlyList<SlackMessage> Messages
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>How often a limit was passed.</summary>
    public int Limited { get; private set; }

    public SlackReply Call(SlackCall call)
    {
        lock (gate)
        {
            if (call.Token is null || Expired.Contains(call.Token) || !Tokens.Contains(call.Token))
            {
                return SlackReply.Error(call.Token is null ? "not_authed" : Expired.Contains(call.Token) ? "token_expired" : "invalid_auth");
            }

            if (call.Method is not ("chat.postMessage" or "chat.update"))
            {
                return SlackReply.Error("unknown_method");
            }

            return ChannelOf(call.Body) is not { } channel ? SlackReply.Error("channel_not_found")
                : Mistake(call.Body) is { } mistake ? SlackReply.Error(mistake)
                : call.Method is "chat.update" ? Update(call, channel)
                : Post(call, channel);
        }
    }

    private SlackReply Post(SlackCall call, string channel)
    {
        var thread = Text(call.Body, "thread_ts");
        if (thread is not null && messages.TrueForAll(message => message.Channel != channel || message.Ts != thread))
        {
            return SlackReply.Error("thread_not_found");
        }

        if (WaitOf(channel, call.At) is var wait && wait > TimeSpan.Zero)
        {
            return Limit(wait);
        }

        var ts = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()}.{++sequence:000000}");
        messages.Add(new SlackMessage(channel, ts, thread, Text(call.Body, "text") ?? "", call.Body, call.At));
        var inThread = thread is null ? "" : $",\"thread_ts\":\"{thread}\"";
        return new SlackReply(200, $$"""{"ok":true,"channel":"{{channel}}","ts":"{{ts}}","message":{"type":"message","ts":"{{ts}}"{{inThread}} } }""");
    }

    private SlackReply Update(SlackCall call, string channel)
    {
        var ts = Text(call.Body, "ts");
        var index = messages.FindIndex(message => message.Channel == channel && message.Ts == ts);
        if (index < 0)
        {
            return SlackReply.Error("message_not_found");
        }

        while (edits.TryPeek(out var first) && call.At - first >= TimeSpan.FromMinutes(1))
        {
            edits.Dequeue();
        }

        if (edits.Count >= EditsAMinute)
        {
            return Limit(edits.Peek() + TimeSpan.FromMinutes(1) - call.At);
        }

        edits.Enqueue(call.At);
        var text = Text(call.Body, "text") ?? "";
        messages[index] = messages[index] with { Text = text, Texts = [.. messages[index].Texts, text], Body = call.Body };
        return new SlackReply(200, $$"""{"ok":true,"channel":"{{channel}}","ts":"{{ts}}","text":"edited"}""");
    }

    private SlackReply Limit(TimeSpan wait)
    {
        Limited++;
        return new SlackReply(429, """{"ok":false,"error":"ratelimited"}""", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
    }

    /// <summary>Takes one of the channel's tokens, of which one comes a second.</summary>
    private TimeSpan WaitOf(string channel, DateTimeOffset now)
    {
        var (tokens, at) = buckets.TryGetValue(channel, out var known) ? known : (Burst, now);
        tokens = Math.Min(Burst, tokens + (now - at).TotalSeconds);
        var isFree = tokens >= 1;
        buckets[channel] = (isFree ? tokens - 1 : tokens, now);
        return isFree ? TimeSpan.Zero : TimeSpan.FromSeconds(1 - tokens);
    }

    private string? ChannelOf(JsonObject body) => Text(body, "channel") is not { } channel ? null
        : Channels.TryGetValue(channel, out var id) ? id
        : Channels.Values.Contains(channel) ? channel
        : null;

    private static string? Mistake(JsonObject body)
    {
        var text = Text(body, "text");
        return string.IsNullOrEmpty(text) && body["blocks"] is null ? "no_text"
            : text?.Length > LongestText ? "msg_too_long"
            : body["blocks"] is { } blocks && (blocks is not JsonArray array || array.Count > MostBlocks || array.Any(block => block?["type"] is null)) ? "invalid_blocks"
            : null;
    }

    private static string? Text(JsonObject body, string name) => body[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;
}
