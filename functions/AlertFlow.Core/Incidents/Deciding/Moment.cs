using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The circumstances of one decision.</summary>
/// <param name="Now">The receive clock; it never goes back behind the item's last touch.</param>
/// <param name="Config">Decides who is notified, and how long timers are.</param>
internal sealed record Moment(DateTimeOffset Now, RoutingConfig Config)
{
    /// <summary>The severity of the finding that decides; on timers, the one that people were notified of.</summary>
    public Severity Severity { get; init; }

    public Timers Timers => Config.Timers;
}
