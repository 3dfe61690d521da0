using System.Security.Cryptography;
using System.Text;
using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using AlertFlow.Sources;

namespace AlertFlow.Incidents.Silencing;

/// <summary>Notes hidden findings for a digest when their silence ends or another incident begins.</summary>
internal static class DigestNotes
{
    /// <summary>The most entries of one item; beyond it they are folded.</summary>
    private const int MaxEntries = SignalList.MaxHidden;

    /// <summary>Adds the withheld findings of these signals. A suppression never ends, so it adds nothing.</summary>
    public static IncidentItem Note(this IncidentItem item, Incident incident, IEnumerable<Signal> signals, DateTimeOffset now)
    {
        var entries = signals.Select(signal => Of(incident, signal, now)).OfType<DigestEntry>().ToList();
        return entries.Count == 0 ? item : item with { DigestEntries = [.. Bounded([.. item.DigestEntries, .. entries])] };
    }

    /// <summary>Adds the withheld findings of an incident that is being replaced.</summary>
    public static IncidentItem Note(this IncidentItem item, Incident? before, DateTimeOffset now) =>
        before is null ? item : item.Note(before, before.Signals, now);

    private static DigestEntry? Of(Incident incident, Signal signal, DateTimeOffset now) =>
        signal.Withheld is not { } withheld || Math.Min(withheld.Count, signal.Hidden) is not (> 0 and var count)
            ? null
            : new DigestEntry
            {
                Id = ContentId.Of(
                    $"{incident.Id}|{withheld.Silence}|{withheld.Until.UtcTicks}|{signal.Source}|{signal.Rule}|{now.UtcTicks}|{signal.Hidden}",
                    IncidentKey.IdDigits),
                Silence = withheld.Silence,
                Until = withheld.Until,
                Incident = incident.Id,
                Source = signal.Source,
                Rule = signal.Rule,
                Severity = withheld.Severity,
                Count = count,
                FirstSeen = signal.FirstSeen,
                LastSeen = signal.LastSeen,
                Receivers = withheld.Receivers,
            };

    /// <summary>Folds the least severe entries of one silence and source into one.</summary>
    private static IEnumerable<DigestEntry> Bounded(IReadOnlyList<DigestEntry> all) => all.Count <= MaxEntries
        ? all
        : all.OrderByDescending(one => one.Severity.Rank).Take(MaxEntries / 2).Concat(
            all.OrderByDescending(one => one.Severity.Rank).Skip(MaxEntries / 2)
                .GroupBy(one => (one.Silence, one.Until, one.Source))
                .Select(rest => rest.Aggregate((one, other) => one with
                {
                    Id = ContentId.Of($"{one.Id}|{other.Id}", IncidentKey.IdDigits),
                    Rule = Signal.OtherRule,
                    Count = one.Count + other.Count,
                    FirstSeen = one.FirstSeen < other.FirstSeen ? one.FirstSeen : other.FirstSeen,
                    LastSeen = one.LastSeen > other.LastSeen ? one.LastSeen : other.LastSeen,
                    Receivers = [.. one.Receivers.Union(other.Receivers).Take(Incident.MaxAudience)],
                })));
}
