using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents;

/// <summary>The signals of an incident, bounded: what does not fit is counted in one signal for the rest of its source.</summary>
public static class SignalList
{
    public const int Max = 128;

    /// <summary>How many more there may be of which nothing was told: a silence takes no room from what it does not match.</summary>
    public const int MaxHidden = 32;

    /// <summary>How many of the gravest signals keep what they ran.</summary>
    public const int MaxSamples = 12;

    extension(IReadOnlyList<Signal> signals)
    {
        public Signal? Find(string source, string rule) =>
            signals.FirstOrDefault(signal => signal.Source == source && signal.Rule == rule);

        public bool HasRoomFor(string source, string rule, bool hidden) =>
            signals.Find(source, rule) is not null
            || signals.Count(signal => signal.IsTold != hidden) < (hidden ? MaxHidden : Max);

        /// <summary>Returns the signal of a finding: the one that is there, a new one, or the one for the rest where there is no room.</summary>
        public Signal For(Finding finding, string rule, bool hidden)
        {
            var fits = signals.HasRoomFor(finding.Source, rule, hidden);
            return signals.Find(finding.Source, fits ? rule : Signal.OtherRule) ?? new Signal
            {
                Source = finding.Source,
                Rule = fits ? rule : Signal.OtherRule,
                Severity = Severity.Unknown,
                FirstSeen = finding.FirstSeen,
                LastSeen = finding.LastSeen,
            };
        }

        /// <summary>The gravest first, archived ones last, then the most frequent, then by name: what people are shown.</summary>
        public IEnumerable<Signal> Ranked() => signals
            .Where(signal => signal.IsTold)
            .OrderByDescending(signal => signal.Active)
            .ThenByDescending(signal => signal.Severity.Rank)
            .ThenByDescending(signal => signal.Count)
            .ThenBy(signal => signal.Source, StringComparer.Ordinal)
            .ThenBy(signal => signal.Rule, StringComparer.Ordinal);

        public IReadOnlyList<Signal> With(Signal changed)
        {
            var index = signals.TakeWhile(signal => signal.Source != changed.Source || signal.Rule != changed.Rule).Count();
            List<Signal> all = [.. signals.Take(index), changed, .. signals.Skip(index + 1)];
            return all.Count(signal => signal.Sample is not null) <= MaxSamples ? all : WithoutWeakestSample(all, changed);
        }

        public IReadOnlyList<SourceCount> CountsBySource() =>
        [
            .. signals.Where(signal => signal.Count > 0)
                .GroupBy(signal => signal.Source)
                .Select(source => new SourceCount(source.Key, source.Sum(signal => signal.Count)))
                .OrderBy(count => count.Source, StringComparer.Ordinal),
        ];
    }

    /// <summary>The one that changed last is about to be told, and keeps its own.</summary>
    private static List<Signal> WithoutWeakestSample(List<Signal> signals, Signal changed)
    {
        var weakest = signals.Where(signal => signal.Sample is not null && !ReferenceEquals(signal, changed))
            .OrderBy(signal => signal.Severity.Rank)
            .ThenBy(signal => signal.LastSeen)
            .First();
        return [.. signals.Select(signal => ReferenceEquals(signal, weakest) ? signal with { Sample = null, SrcUrl = null, Reference = null } : signal)];
    }
}
