using AlertFlow.Findings;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Notifications;

/// <summary>A silence that is over.</summary>
/// <param name="Name">As the configuration named it.</param>
/// <param name="Until">When it ended.</param>
/// <param name="Incidents">In how many incidents it hid something from the receiver.</param>
/// <param name="Gravest">The gravest of them, worst first.</param>
public sealed record EndedSilence(string Name, DateTimeOffset Until, long Incidents, IReadOnlyList<HiddenIncident> Gravest)
{
    /// <summary>Who had silenced; null where the configuration has changed since.</summary>
    public string? Owner { get; init; }

    /// <summary>Why, in the owner's words.</summary>
    public string? Because { get; init; }
}

/// <summary>What was hidden of one incident.</summary>
/// <param name="Incident">Its id.</param>
/// <param name="Place">Where, in few words.</param>
/// <param name="Severity">Of the gravest finding that was hidden.</param>
/// <param name="Counts">How often, by source.</param>
public sealed record HiddenIncident(string Incident, string Place, Severity Severity, IReadOnlyList<SourceCount> Counts);
