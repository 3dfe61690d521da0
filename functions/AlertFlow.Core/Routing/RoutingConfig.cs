using System.Text.Json.Serialization;
using AlertFlow.Channels;
using AlertFlow.Channels.Sns;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Routing;

/// <summary>The content of <c>routes.yaml</c>, validated: receivers, routes, overrides, suppressions, silences and timers.</summary>
public sealed record RoutingConfig
{
    /// <summary>The first 12 hexadecimal digits of the SHA-256 of the compiled configuration. Every decision contains it.</summary>
    public required string Version { get; init; }

    /// <summary>The root of the tree. It matches everything, so it names the default receivers.</summary>
    public required Route Route { get; init; }

    public required IReadOnlyList<Receiver> Receivers { get; init; }
    public IReadOnlyList<SeverityOverride> SeverityOverrides { get; init; } = [];
    public IReadOnlyList<Suppression> Suppress { get; init; } = [];
    public IReadOnlyList<Silence> Silences { get; init; } = [];
    public IReadOnlyList<RunbookRule> Runbooks { get; init; } = [];

    /// <summary>Regular expressions whose matches are blacked out, in addition to the built-in ones.</summary>
    public IReadOnlyList<string> Redact { get; init; } = [];

    /// <summary>The built-in patterns and <see cref="Redact"/>, compiled once.</summary>
    [JsonIgnore]
    public Redaction Redaction => field ??= Redaction.With(Redact);

    public Timers Timers { get; init; } = new();

    /// <summary>The names of accounts by their ids: 12 digits.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The only receiver that is notified, in shadow; null outside of shadow.</summary>
    public string? Shadow { get; init; }

    /// <summary>Findings that their source has known since before this are sent, but wake nobody; null for no such limit.</summary>
    public DateTimeOffset? AdoptAfter { get; init; }

    /// <summary>The channels of the receivers, in the order of the catalogue. A stack has these and no others.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Channels => field ??=
    [
        .. Channel.All.Select(channel => channel.Name).Where(name => Receivers.Any(receiver => receiver.Channel == name)),
    ];

    /// <summary>Returns the configuration in shadow: all deliveries go to one receiver.</summary>
    /// <exception cref="ArgumentException">There is no such receiver.</exception>
    public RoutingConfig InShadow(string receiver) => Receiver(receiver) is null
        ? throw new ArgumentException(
            $"The configuration has no receiver {receiver}, expected one of {string.Join(", ", Receivers.Select(known => known.Name))}",
            nameof(receiver))
        : RoutingConfigJson.Versioned(this with { Shadow = receiver });

    /// <summary>Returns the configuration with the stack's topic filled in. Its version stays the same.</summary>
    public RoutingConfig WithTopic(string topic) =>
        this with { Receivers = [.. Receivers.Select(receiver => SnsChannel.WithTopic(receiver, topic))] };

    /// <summary>Returns the configuration in which findings older than a moment wake nobody.</summary>
    public RoutingConfig Adopting(DateTimeOffset after) => RoutingConfigJson.Versioned(this with { AdoptAfter = after });

    /// <summary>Returns the fallback of a receiver, or null when it has none. In shadow there are no fallbacks.</summary>
    public string? FallbackOf(Receiver receiver) => Shadow is null ? receiver.Fallback : null;

    /// <summary>Returns the receivers, each once, that want a reason. Built-in ones are not configured and want everything.</summary>
    public IReadOnlyList<string> Wanting(IEnumerable<string> receivers, Reason reason) =>
        [.. receivers.Distinct().Where(name => Receiver(name)?.Wants(reason) ?? CanaryReceiver.ChannelOf(name) is not null)];

    public Receiver? Receiver(string name) => Receivers.FirstOrDefault(receiver => receiver.Name == name);
}

/// <summary>A node of the routing tree, with Alertmanager's semantics.</summary>
/// <seealso href="https://prometheus.io/docs/alerting/latest/configuration/#route"/>
public sealed record Route
{
    /// <summary>
    /// The node's place in the tree, as messages show it: <c>default</c> is the root, <c>default > payments</c> a child with a
    /// name, <c>default > severity >= high</c> a child named by its matchers.
    /// </summary>
    public required string Name { get; init; }

    public IReadOnlyList<Matcher> Matchers { get; init; } = [];

    /// <summary>The names of the receivers, after inheritance. When empty, nobody is notified.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }

    /// <summary>True when the siblings after this node are tried even if it matches.</summary>
    public bool Continue { get; init; }

    public IReadOnlyList<Route> Routes { get; init; } = [];
}

/// <summary>Re-rates a finding before it is decided. The first that matches wins.</summary>
public sealed record SeverityOverride(IReadOnlyList<Matcher> Matchers, Severity Severity)
{
    /// <summary>Returns false for a sample finding, unless the override names its label: samples use the most severe rules, and must page nobody.</summary>
    public bool MayRate(LabelSet labels) =>
        !labels["label"].Contains(SampleFinding.Label)
        || Matchers.Any(matcher => matcher is { Label: "label", Operator: MatchOperator.Equal or MatchOperator.Matches });
}

/// <summary>Hides findings for good: they are counted and recorded, never sent.</summary>
public sealed record Suppression(string Name, IReadOnlyList<Matcher> Matchers, string Reason);

/// <summary>Advice for the findings that match. The first that matches is linked in the message.</summary>
public sealed record RunbookRule(IReadOnlyList<Matcher> Matchers, Runbook Runbook);
