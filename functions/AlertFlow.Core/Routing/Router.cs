using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Walks the tree depth first, exactly as Alertmanager does.</summary>
/// <seealso href="https://prometheus.io/docs/alerting/latest/configuration/#route"/>
public static class Router
{
    /// <summary>
    /// Returns the deepest nodes that match: the children in order, up to the first that matches without <c>continue</c>; the
    /// node itself when no child matches. The root matches everything, so there is always one.
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

    /// <summary>Returns the destinations for these labels, at the severity that people are notified of.</summary>
    public static Destinations Route(RoutingConfig config, LabelSet labels, Severity severity)
    {
        var matched = Match(config.Route, labels, severity);
        var names = matched.SelectMany(route => route.Receivers).ToHashSet();
        return new(
            string.Join(", ", matched.Select(route => route.Name)),
            [.. config.Receivers.Select(receiver => receiver.Name).Where(names.Contains)]);
    }

    /// <summary>Returns the receivers that may be notified at this severity, whatever the other labels are.</summary>
    /// <returns>Their names, each once, in the order of the configuration.</returns>
    public static IReadOnlyList<string> Reach(RoutingConfig config, params IReadOnlyList<Severity> severities)
    {
        var names = severities.SelectMany(severity => Reach(config.Route, severity)).SelectMany(route => route.Receivers).ToHashSet();
        return [.. config.Receivers.Select(receiver => receiver.Name).Where(names.Contains)];
    }

    /// <summary>Returns the nodes at which a walk may end. A node that an earlier one always hides is not among them.</summary>
    private static IEnumerable<Route> Reach(Route node, Severity severity)
    {
        var isPassed = false;
        foreach (var child in node.Routes.Where(child => child.Matchers.Where(IsOfSeverity).ToArray().Match(LabelSet.Of([]), severity)))
        {
            foreach (var reached in Reach(child, severity))
            {
                yield return reached;
            }

            var always = child.Matchers.All(IsOfSeverity);
            isPassed |= always;
            if (always && !child.Continue)
            {
                break;
            }
        }

        if (!isPassed)
        {
            yield return node;
        }
    }

    private static bool IsOfSeverity(Matcher matcher) => matcher.Label is Matcher.SeverityLabel;
}

/// <summary>The destinations of a notification.</summary>
/// <param name="Route">The matched routes, as places in the tree.</param>
/// <param name="Receivers">The receivers' names, each once, in the order of the configuration. When empty, nobody is notified.</param>
public sealed record Destinations(string Route, IReadOnlyList<string> Receivers);
