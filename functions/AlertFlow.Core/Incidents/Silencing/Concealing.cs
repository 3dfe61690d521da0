using System.Security.Cryptography;
using System.Text;
using AlertFlow.Findings;
using AlertFlow.Incidents.Deciding;

namespace AlertFlow.Incidents.Silencing;

/// <summary>Keeps what a silence hid when the silence, or the incident that counted it, is over.</summary>
internal static class Concealing
{
    /// <summary>More than that of one item is put together, so that the item keeps its bounds.</summary>
    private const int MaxConcealed = SignalList.MaxHidden;

    /// <summary>Notes what a silence hid of signals, as of now; a suppression conceals nothing, since it never ends.</summary>
    public static Draft Of(Draft draft, IEnumerable<Signal> signals)
    {
        var concealed = signals.Select(signal => Of(draft, signal)).OfType<Concealed>().ToList();
        return concealed.Count == 0 ? draft : draft with { Item = draft.Item with { Concealed = [.. Bounded([.. draft.Item.Concealed, .. concealed])] } };
    }

    /// <summary>Notes what silences hide of an incident that another one takes the place of.</summary>
    public static Draft Of(Draft draft, Incident? before) => before is null
        ? draft
        : draft with { Item = draft.Item with { Concealed = Of(draft.With(before), before.Signals).Item.Concealed } };

    private static Concealed? Of(Draft draft, Signal signal) => signal.Withheld is not { } withheld || Math.Min(withheld.Count, signal.Hidden) is not (> 0 and var count)
        ? null
        : new Concealed
        {
            Id = Hash($"{draft.Incident.Id}|{withheld.Silence}|{withheld.Until.UtcTicks}|{signal.Source}|{signal.Rule}|{draft.Now.UtcTicks}|{signal.Hidden}"),
            Silence = withheld.Silence,
            Until = withheld.Until,
            Incident = draft.Incident.Id,
            Source = signal.Source,
            Rule = signal.Rule,
            Severity = withheld.Severity,
            Count = count,
            FirstSeen = signal.FirstSeen,
            LastSeen = signal.LastSeen,
            Receivers = withheld.Receivers,
        };

    /// <summary>The weakest of one silence are one.</summary>
    private static IEnumerable<Concealed> Bounded(IReadOnlyList<Concealed> all) => all.Count <= MaxConcealed
        ? all
        : all.OrderByDescending(one => one.Severity.Rank).Take(MaxConcealed / 2).Concat(
            all.OrderByDescending(one => one.Severity.Rank).Skip(MaxConcealed / 2)
                .GroupBy(one => (one.Silence, one.Until, one.Source))
                .Select(rest => rest.Aggregate((one, other) => one with
                {
                    Id = Hash($"{one.Id}|{other.Id}"),
                    Rule = Signal.OtherRule,
                    Count = one.Count + other.Count,
                    FirstSeen = one.FirstSeen < other.FirstSeen ? one.FirstSeen : other.FirstSeen,
                    LastSeen = one.LastSeen > other.LastSeen ? one.LastSeen : other.LastSeen,
                    Receivers = [.. one.Receivers.Union(other.Receivers).Take(Incident.MaxAudience)],
                })));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
