using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The circumstances of one decision.</summary>
/// <param name="Now">The receive clock; never before the item's last touch.</param>
/// <param name="Config">The configuration.</param>
internal sealed record Moment(DateTimeOffset Now, RoutingConfig Config)
{
    /// <summary>The severity of the finding; for timers, the severity that people were notified of.</summary>
    public Severity Severity { get; init; }

    public Timers Timers => Config.Timers;
}
