using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Finds what hides a finding. What is hidden is counted and recorded all the same.</summary>
public static class Silencer
{
    /// <summary>The first suppression that matches, else the active silence that ends last; null where the finding is told.</summary>
    public static Hidden? Find(RoutingConfig config, LabelSet labels, Severity severity, DateTimeOffset now)
    {
        var suppression = config.Suppress.FirstOrDefault(suppression => suppression.Matchers.Match(labels, severity));
        if (suppression is not null)
        {
            return new(HiddenKind.Suppression, suppression.Name, suppression.Reason);
        }

        var silence = config.Silences.Where(silence => silence.Hides(labels, severity, now)).MaxBy(silence => silence.Until);
        return silence is null ? null : new(HiddenKind.Silence, silence.Name, silence.Reason, silence.Owner, silence.Until);
    }

    extension(Silence silence)
    {
        /// <summary>From its start, up to but not at its end.</summary>
        public bool IsActive(DateTimeOffset now) => silence.From <= now && now < silence.Until;

        public bool Hides(LabelSet labels, Severity severity, DateTimeOffset now) =>
            silence.IsActive(now) && !severity.IsAtLeast(silence.BreakAt) && silence.Matchers.Match(labels, severity);
    }
}

public enum HiddenKind
{
    /// <summary>Recorded and never told.</summary>
    Suppression,

    /// <summary>Not told until it ends.</summary>
    Silence,
}

/// <summary>What hides a finding, and why.</summary>
/// <param name="Kind">Whether it is for good or for a time.</param>
/// <param name="Name">As the configuration names it.</param>
/// <param name="Reason">In its author's words.</param>
/// <param name="Owner">Who silenced it.</param>
/// <param name="Until">When the silence ends; exclusive.</param>
public sealed record Hidden(HiddenKind Kind, string Name, string Reason, string? Owner = null, DateTimeOffset? Until = null);
