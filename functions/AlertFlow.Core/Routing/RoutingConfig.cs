using System.Text.Json.Serialization;
using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Routing;

/// <summary>All that <c>routes.yaml</c> says, validated: who is told what, what is re-rated, hidden or silenced, and the timers.</summary>
public sealed record RoutingConfig
{
    /// <summary>First 12 hexadecimal digits of the SHA-256 of the compiled configuration; it stands in every decision.</summary>
    public required string Version { get; init; }

    /// <summary>The root of the tree; it matches everything and so names the default receivers.</summary>
    public required Route Route { get; init; }

    public required IReadOnlyList<Receiver> Receivers { get; init; }
    public IReadOnlyList<SeverityOverride> SeverityOverrides { get; init; } = [];
    public IReadOnlyList<Suppression> Suppress { get; init; } = [];
    public IReadOnlyList<Silence> Silences { get; init; } = [];
    public IReadOnlyList<RunbookRule> Runbooks { get; init; } = [];

    /// <summary>Regular expressions whose matches are blacked out, beside the built-in ones.</summary>
    public IReadOnlyList<string> Redact { get; init; } = [];

    /// <summary>The built-in patterns and <see cref="Redact"/>, compiled once.</summary>
    [JsonIgnore]
    public Redaction Redaction => field ??= Redaction.With(Redact);

    public Timers Timers { get; init; } = new();

    /// <summary>What people call accounts, by their ids: 12 digits.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The receiver that is told in place of every other, while nobody else is to be told; null: each is told itself.</summary>
    public string? Shadow { get; init; }

    /// <summary>What its source has known for longer is recorded and told, but wakes nobody; null: all of it does.</summary>
    public DateTimeOffset? AdoptAfter { get; init; }

    /// <summary>The channels that receivers have, as the catalogue orders them: a stack has these and no other.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Channels => field ??= [.. Channel.All.Select(channel => channel.Name).Where(name => Receivers.Any(receiver => receiver.Channel == name))];

    /// <summary>The same, with everybody's deliveries going to one receiver.</summary>
    /// <exception cref="ArgumentException">There is no such receiver.</exception>
    public RoutingConfig InShadow(string receiver) => Receiver(receiver) is null
        ? throw new ArgumentException($"The configuration has no receiver {receiver}, expected one of {string.Join(", ", Receivers.Select(known => known.Name))}", nameof(receiver))
        : RoutingConfigJson.Versioned(this with { Shadow = receiver });

    /// <summary>The same where the stack's own topic is known. Its version stays: it is the same configuration everywhere.</summary>
    public RoutingConfig WithTopic(string topic) => this with { Receivers = [.. Receivers.Select(receiver => SnsChannel.WithTopic(receiver, topic))] };

    /// <summary>The same, with what is older than a moment waking nobody.</summary>
    public RoutingConfig Adopting(DateTimeOffset after) => RoutingConfigJson.Versioned(this with { AdoptAfter = after });

    /// <summary>Who is told where a receiver cannot be; null: nobody is. In shadow nobody but the one is ever told.</summary>
    public string? FallbackOf(Receiver receiver) => Shadow is null ? receiver.Fallback : null;

    /// <summary>Returns the receivers, each once, that want to hear of a reason. Built-in ones are not configured, and want everything.</summary>
    public IReadOnlyList<string> Wanting(IEnumerable<string> receivers, Reason reason) =>
        [.. receivers.Distinct().Where(name => Receiver(name)?.Wants(reason) ?? CanaryReceiver.ChannelOf(name) is not null)];

    public Receiver? Receiver(string name) => Receivers.FirstOrDefault(receiver => receiver.Name == name);
}

/// <summary>A node of the routing tree, with Alertmanager's semantics.</summary>
/// <seealso href="https://prometheus.io/docs/alerting/latest/configuration/#route"/>
public sealed record Route
{
    /// <summary>
    /// Its place in the tree, as a message shows it: <c>default</c> is the root, <c>default > payments</c> a child by the
    /// name that the file gives it, <c>default > severity >= high</c> one by its matchers.
    /// </summary>
    public required string Name { get; init; }

    public IReadOnlyList<Matcher> Matchers { get; init; } = [];

    /// <summary>Names of receivers, after inheritance. Empty: recorded, nobody is told.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>Whether the siblings that follow are tried after this node has matched.</summary>
    public bool Continue { get; init; }

    public IReadOnlyList<Route> Routes { get; init; } = [];
}

/// <summary>Re-rates a finding before it is decided. The first that matches wins.</summary>
public sealed record SeverityOverride(IReadOnlyList<Matcher> Matchers, Severity Severity)
{
    /// <summary>Sample findings play the gravest rules. They page nobody unless an override asks for them by their label.</summary>
    public bool MayRate(LabelSet labels) =>
        !labels["label"].Contains(SampleFinding.Label)
        || Matchers.Any(matcher => matcher is { Label: "label", Operator: MatchOperator.Equal or MatchOperator.Matches });
}

/// <summary>Findings that are recorded and never told.</summary>
public sealed record Suppression(string Name, IReadOnlyList<Matcher> Matchers, string Reason);

/// <summary>What to do about the findings that match: the first that matches is linked in the message.</summary>
public sealed record RunbookRule(IReadOnlyList<Matcher> Matchers, Runbook Runbook);
