using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Finds the silence or suppression that hides a finding. A hidden finding is still counted and recorded.</summary>
public static class Silencer
{
    /// <summary>Returns the first matching suppression, else the active silence that ends last; null when nothing hides the finding.</summary>
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
        /// <summary>Returns true from the start up to, but not at, the end.</summary>
        public bool IsActive(DateTimeOffset now) => silence.From <= now && now < silence.Until;

        public bool Hides(LabelSet labels, Severity severity, DateTimeOffset now) =>
            silence.IsActive(now) && !severity.IsAtLeast(silence.BreakAt) && silence.Matchers.Match(labels, severity);
    }
}

public enum HiddenKind
{
    /// <summary>Hidden for good.</summary>
    Suppression,

    /// <summary>Hidden until the silence ends.</summary>
    Silence,
}

/// <summary>The silence or suppression that hides a finding.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Reason">The reason, in its author's words.</param>
/// <param name="Owner">The owner of the silence.</param>
/// <param name="Until">The end of the silence, exclusive.</param>
public sealed record Hidden(HiddenKind Kind, string Name, string Reason, string? Owner = null, DateTimeOffset? Until = null);
