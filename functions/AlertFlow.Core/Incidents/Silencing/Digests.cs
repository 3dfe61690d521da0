using System.Security.Cryptography;
using System.Text;
using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using AlertFlow.Routing;
using AlertFlow.Sources;

namespace AlertFlow.Incidents.Silencing;

/// <summary>Gathers digest entries of many incidents into one digest for each silence and receiver.</summary>
public static class Digests
{
    /// <summary>A digest gathers for this long. Every incident is visited within it, unless there are thousands.</summary>
    public static TimeSpan Gathering { get; } = TimeSpan.FromMinutes(2);

    private const int MaxName = 128;
    private const int MaxPlace = 96;

    /// <summary>Returns the digests that these entries belong to, with their entries.</summary>
    public static IEnumerable<(string Key, string Receiver, IReadOnlyList<DigestEntry> Entries)> ByKey(IEnumerable<DigestEntry> ended) =>
        from one in ended
        from receiver in one.Receivers
        group one by (one.Silence, one.Until, receiver)
        into digest
        select (
            IncidentKey.OfDigest(digest.Key.Silence, digest.Key.Until, digest.Key.receiver),
            digest.Key.receiver,
            (IReadOnlyList<DigestEntry>)[.. digest]);

    /// <summary>Adds the entries of one incident to a digest. Entries that it has already change nothing.</summary>
    /// <param name="key">The digest's key.</param>
    /// <param name="digest">The stored digest; null when there is none.</param>
    /// <param name="receiver">The digest's receiver.</param>
    /// <param name="resource">The resource of the incident.</param>
    /// <param name="entries">The entries, all of one silence.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="config">The configuration.</param>
    public static IncidentItem Gather(
        string key,
        IncidentItem? digest,
        string receiver,
        AffectedResource resource,
        IReadOnlyList<DigestEntry> entries,
        DateTimeOffset clock,
        RoutingConfig config)
    {
        var before = digest ?? Begun(key, receiver, entries[0], clock, config);
        var now = clock > before.Touched ? clock : before.Touched;
        var gathered = entries.Aggregate(before, (item, entry) => Add(item, resource, entry, now));
        return ReferenceEquals(gathered, digest) ? digest : gathered with { Touched = now };
    }

    private static IncidentItem Add(IncidentItem item, AffectedResource resource, DigestEntry entry, DateTimeOffset now)
    {
        var (first, memory) = Remember(item.Memory, entry.Id);
        if (!first || item.Digest is not { } digest)
        {
            return item;
        }

        var (opens, known) = Remember(memory, entry.Incident);
        var place = Weight.Cut(Place.Short(resource, entry.Rule), MaxPlace);
        var (incident, signals) = (item.Incident, item.Incident.Signals);
        var rule = signals.HasRoomFor(entry.Source, entry.Rule, hidden: false) ? entry.Rule : Signal.OtherRule;
        var signal = signals.Find(entry.Source, rule);
        return item with
        {
            Memory = known,
            Digest = digest with { Incidents = digest.Incidents + (opens ? 1 : 0), Gravest = Gravest(digest.Gravest, place, entry) },
            Incident = incident with
            {
                Signals = signals.With(new Signal
                {
                    Source = entry.Source,
                    Rule = rule,
                    Active = true,
                    Count = entry.Count + (signal?.Count ?? 0),
                    Severity = signal is { } worse && worse.Severity.IsAbove(entry.Severity) ? worse.Severity : entry.Severity,
                    FirstSeen = signal?.FirstSeen < entry.FirstSeen ? signal.FirstSeen : entry.FirstSeen,
                    LastSeen = signal?.LastSeen > entry.LastSeen ? signal.LastSeen : entry.LastSeen,
                }),
                Notified = entry.Severity.IsAbove(incident.Notified) ? entry.Severity : incident.Notified,
                Unreported = incident.Unreported + entry.Count,
                UnreportedSince = incident.UnreportedSince ?? now,
                Clocks = incident.Clocks with { WindowEnds = incident.Clocks.WindowEnds ?? (now + Gathering), LastReceived = now },
            },
        };
    }

    private static IncidentItem Begun(string key, string receiver, DigestEntry entry, DateTimeOffset now, RoutingConfig config)
    {
        var name = config.Redaction.Line(entry.Silence, MaxName);
        return new IncidentItem
        {
            Key = key,
            Resource = new AffectedResource { Key = key, Type = ResourceType.Silence, Uid = Weight.Cut(name, MaxName), Account = "" },
            Touched = now,
            Digest = new Digest { Silence = Weight.Cut(name, MaxName), Until = entry.Until },
            Incident = new Incident
            {
                Id = ContentId.Of(key, IncidentKey.IdDigits),
                Phase = Phase.Digest,
                Subject = Weight.Cut($"silence {name} is over", Incident.MaxSubject),
                OpenedAt = now,
                Audience = [receiver],
            },
        };
    }

    private static List<HiddenIncident> Gravest(IReadOnlyList<HiddenIncident> before, string place, DigestEntry entry)
    {
        var known = before.FirstOrDefault(one => one.Incident == entry.Incident);
        var counts = (known?.Counts ?? []).Append(new SourceCount(entry.Source, entry.Count))
            .GroupBy(count => count.Source)
            .Select(source => new SourceCount(source.Key, source.Sum(count => count.Count)))
            .OrderBy(count => count.Source, StringComparer.Ordinal);
        var severity = known is not null && known.Severity.IsAbove(entry.Severity) ? known.Severity : entry.Severity;
        return
        [
            .. before.Where(one => !ReferenceEquals(one, known))
                .Append(new HiddenIncident(entry.Incident, place, severity, [.. counts]))
                .OrderByDescending(one => one.Severity.Rank)
                .ThenByDescending(one => one.Counts.Sum(count => count.Count))
                .ThenBy(one => one.Incident, StringComparer.Ordinal)
                .Take(Digest.MaxNamed),
        ];
    }

    private static (bool First, Memory Memory) Remember(Memory memory, string id)
    {
        var observed = memory.ObserveEvent(ContentId.Hash(id)[..16]);
        return (observed.Delta > 0, observed.Memory);
    }
}
