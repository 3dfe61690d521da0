using System.CommandLine;
using AlertFlow.Channels;

namespace AlertFlow.Cli.Routes;

/// <summary><c>alertflow routes</c>: checks, prints and explains the configuration.</summary>
public static class RoutesCommand
{
    /// <param name="channels">The catalogue that receivers choose from; null is the product's own.</param>
    /// <param name="clock">Gives the time where <c>--at</c> does not; null is the system's.</param>
    public static Command Create(IReadOnlyList<Channel>? channels = null, TimeProvider? clock = null)
    {
        var inputs = new Inputs(channels ?? Channel.All, clock ?? TimeProvider.System);
        return new("routes", "Check, show, test and explain the routing configuration.")
        {
            CheckCommand.Create(inputs),
            ShowCommand.Create(inputs),
            TestCommand.Create(inputs),
            ExplainCommand.Create(inputs),
        };
    }
}
