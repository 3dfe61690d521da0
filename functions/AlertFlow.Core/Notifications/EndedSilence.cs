using AlertFlow.Findings;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Notifications;

/// <summary>A silence that has ended.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Until">The time when it ended.</param>
/// <param name="Incidents">The number of incidents in which it hid something from the receiver.</param>
/// <param name="Gravest">The most severe of them, in descending order.</param>
public sealed record EndedSilence(string Name, DateTimeOffset Until, long Incidents, IReadOnlyList<HiddenIncident> Gravest)
{
    /// <summary>The owner; null when the configuration has changed since.</summary>
    public string? Owner { get; init; }

    /// <summary>The reason, in the owner's words.</summary>
    public string? Because { get; init; }
}

/// <summary>The hidden findings of one incident.</summary>
/// <param name="Incident">The incident's id.</param>
/// <param name="Place">The place, in few words.</param>
/// <param name="Severity">The highest severity that was hidden.</param>
/// <param name="Counts">The hidden counts by source.</param>
public sealed record HiddenIncident(string Incident, string Place, Severity Severity, IReadOnlyList<SourceCount> Counts);
