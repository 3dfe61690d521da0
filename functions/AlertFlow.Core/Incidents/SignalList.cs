using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents;

/// <summary>The signals of an incident, with a limit. Beyond it, findings are counted in one signal per source.</summary>
public static class SignalList
{
    public const int Max = 128;

    /// <summary>The most signals that are wholly hidden. They are limited apart, so that a silence takes no room from others.</summary>
    public const int MaxHidden = 32;

    /// <summary>The most signals that keep a sample.</summary>
    public const int MaxSamples = 12;

    extension(IReadOnlyList<Signal> signals)
    {
        public Signal? Find(string source, string rule) =>
            signals.FirstOrDefault(signal => signal.Source == source && signal.Rule == rule);

        public bool HasRoomFor(string source, string rule, bool hidden) =>
            signals.Find(source, rule) is not null
            || signals.Count(signal => signal.IsTold != hidden) < (hidden ? MaxHidden : Max);

        /// <summary>Returns the signal of a finding: a known one, a new one, or <see cref="Signal.OtherRule"/> when there is no room.</summary>
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

        /// <summary>Returns the signals that people may see: active ones first, then by severity, count and name.</summary>
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

    /// <summary>Drops the sample of the least severe signal, except the one that changed: it is about to be sent.</summary>
    private static List<Signal> WithoutWeakestSample(List<Signal> signals, Signal changed)
    {
        var weakest = signals.Where(signal => signal.Sample is not null && !ReferenceEquals(signal, changed))
            .OrderBy(signal => signal.Severity.Rank)
            .ThenBy(signal => signal.LastSeen)
            .First();
        return
        [
            .. signals.Select(signal => ReferenceEquals(signal, weakest)
                ? signal with { Sample = null, SrcUrl = null, Reference = null }
                : signal),
        ];
    }
}
