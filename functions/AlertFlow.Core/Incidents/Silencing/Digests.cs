using System.Security.Cryptography;
using System.Text;
using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Silencing;

/// <summary>From what silences hid in incidents to one digest for each silence and receiver.</summary>
public static class Digests
{
    /// <summary>How long a digest gathers: every incident is visited within it, unless there are thousands.</summary>
    public static TimeSpan Gathering { get; } = TimeSpan.FromMinutes(2);

    private const int MaxName = 128;
    private const int MaxPlace = 96;

    /// <summary>The keys of the digests that something belongs into.</summary>
    public static IEnumerable<(string Key, string Receiver, IReadOnlyList<Concealed> Concealed)> ByKey(IEnumerable<Concealed> ended) =>
        from one in ended
        from receiver in one.Receivers
        group one by (one.Silence, one.Until, receiver)
        into digest
        select (IncidentKey.OfDigest(digest.Key.Silence, digest.Key.Until, digest.Key.receiver), digest.Key.receiver, (IReadOnlyList<Concealed>)[.. digest]);

    /// <summary>Puts into a digest what an item of an incident concealed. What is in it already changes nothing.</summary>
    /// <param name="key">The digest's key.</param>
    /// <param name="digest">What the store holds of it; null is nothing.</param>
    /// <param name="receiver">Whose digest it is.</param>
    /// <param name="resource">Where it was hidden.</param>
    /// <param name="concealed">What was, all by one silence.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="config">What is redacted.</param>
    public static Decision Gather(
        string key, IncidentItem? digest, string receiver, AffectedResource resource, IReadOnlyList<Concealed> concealed, DateTimeOffset clock, RoutingConfig config)
    {
        var before = digest ?? Begun(key, receiver, concealed[0], clock, config);
        var draft = concealed.Aggregate(new Draft(before, clock > before.Touched ? clock : before.Touched, config), (draft, one) => Add(draft, resource, one));
        return new Decision(ReferenceEquals(draft.Item, before) && digest is not null ? before : draft.Item with { Touched = draft.Now }, []);
    }

    private static Draft Add(Draft draft, AffectedResource resource, Concealed concealed)
    {
        var (first, memory) = Remember(draft.Item.Memory, concealed.Id);
        if (!first || draft.Item.Digest is not { } digest)
        {
            return draft;
        }

        var (opens, known) = Remember(memory, concealed.Incident);
        var place = Weight.Cut(Place.Short(resource, concealed.Rule), MaxPlace);
        var (incident, signals) = (draft.Incident, draft.Incident.Signals);
        var rule = signals.HasRoomFor(concealed.Source, concealed.Rule, hidden: false) ? concealed.Rule : Signal.OtherRule;
        var signal = signals.Find(concealed.Source, rule);
        return (draft with
        {
            Item = draft.Item with
            {
                Memory = known,
                Digest = digest with { Incidents = digest.Incidents + (opens ? 1 : 0), Gravest = Gravest(digest.Gravest, place, concealed) },
            },
        }).With(incident with
        {
            Signals = signals.With(new Signal
            {
                Source = concealed.Source,
                Rule = rule,
                Active = true,
                Count = concealed.Count + (signal?.Count ?? 0),
                Severity = signal is { } worse && worse.Severity.IsAbove(concealed.Severity) ? worse.Severity : concealed.Severity,
                FirstSeen = signal?.FirstSeen < concealed.FirstSeen ? signal.FirstSeen : concealed.FirstSeen,
                LastSeen = signal?.LastSeen > concealed.LastSeen ? signal.LastSeen : concealed.LastSeen,
            }),
            Notified = concealed.Severity.IsAbove(incident.Notified) ? concealed.Severity : incident.Notified,
            Unreported = incident.Unreported + concealed.Count,
            UnreportedSince = incident.UnreportedSince ?? draft.Now,
        }).With(draft.Clocks with { WindowEnds = draft.Clocks.WindowEnds ?? (draft.Now + Gathering), LastReceived = draft.Now });
    }

    private static IncidentItem Begun(string key, string receiver, Concealed concealed, DateTimeOffset now, RoutingConfig config)
    {
        var name = config.Redaction.Line(concealed.Silence, MaxName);
        return new IncidentItem
        {
            Key = key,
            Resource = new AffectedResource { Key = key, Type = ResourceType.Silence, Uid = Weight.Cut(name, MaxName), Account = "" },
            Touched = now,
            Digest = new Digest { Silence = Weight.Cut(name, MaxName), Until = concealed.Until },
            Incident = new Incident
            {
                Id = Concealing.Hash(key),
                Phase = Phase.Digest,
                Subject = Weight.Cut($"silence {name} is over", Telling.MaxSubject),
                OpenedAt = now,
                Audience = [receiver],
            },
        };
    }

    private static List<HiddenIncident> Gravest(IReadOnlyList<HiddenIncident> before, string place, Concealed concealed)
    {
        var known = before.FirstOrDefault(one => one.Incident == concealed.Incident);
        var counts = (known?.Counts ?? []).Append(new SourceCount(concealed.Source, concealed.Count))
            .GroupBy(count => count.Source)
            .Select(source => new SourceCount(source.Key, source.Sum(count => count.Count)))
            .OrderBy(count => count.Source, StringComparer.Ordinal);
        var severity = known is not null && known.Severity.IsAbove(concealed.Severity) ? known.Severity : concealed.Severity;
        return
        [
            .. before.Where(one => !ReferenceEquals(one, known))
                .Append(new HiddenIncident(concealed.Incident, place, severity, [.. counts]))
                .OrderByDescending(one => one.Severity.Rank)
                .ThenByDescending(one => one.Counts.Sum(count => count.Count))
                .ThenBy(one => one.Incident, StringComparer.Ordinal)
                .Take(Digest.MaxNamed),
        ];
    }

    private static (bool First, Memory Memory) Remember(Memory memory, string id)
    {
        var observed = memory.ObserveEvent(SHA256.HashData(Encoding.UTF8.GetBytes(id))[..16]);
        return (observed.Delta > 0, observed.Memory);
    }
}
