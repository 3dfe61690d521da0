using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Walks the tree depth first, exactly as Alertmanager does.</summary>
/// <seealso href="https://prometheus.io/docs/alerting/latest/configuration/#route"/>
public static class Router
{
    /// <summary>
    /// The deepest nodes that match: the children in order, up to the first that matches without <c>continue</c>; the node
    /// itself where no child does. The root matches everything, so there is always one.
    /// </summary>
    public static IReadOnlyList<Route> Match(Route root, LabelSet labels, Severity severity)
    {
        List<Route> matched = [];
        foreach (var child in root.Routes)
        {
            if (!child.Matchers.Match(labels, severity))
            {
                continue;
            }

            matched.AddRange(Match(child, labels, severity));
            if (!child.Continue)
            {
                break;
            }
        }

        return matched is [] ? [root] : matched;
    }

    /// <summary>Who is told of what has these labels, at the severity that people are told.</summary>
    public static Destinations Route(RoutingConfig config, LabelSet labels, Severity severity)
    {
        var matched = Match(config.Route, labels, severity);
        var names = matched.SelectMany(route => route.Receivers).ToHashSet();
        return new(
            string.Join(", ", matched.Select(route => route.Name)),
            [.. config.Receivers.Select(receiver => receiver.Name).Where(names.Contains)]);
    }
}

/// <summary>Where a notification goes.</summary>
/// <param name="Route">The places in the tree of the routes that matched.</param>
/// <param name="Receivers">Their receivers' names, each once, as the configuration lists them. None: recorded, nobody is told.</param>
public sealed record Destinations(string Route, IReadOnlyList<string> Receivers);
