using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>Finds parts of a valid tree that probably do not do what was meant.</summary>
internal static class TreeWarnings
{
    private static readonly Severity[] Grave = [Severity.High, Severity.Critical];

    public static void Add(ParsedRoute root, IReadOnlyList<ParsedReceiver> receivers, Report report)
    {
        var used = new HashSet<string>(Walk(root).SelectMany(node => node.Route.Receivers));
        foreach (var receiver in receivers.Where(receiver => !used.Contains(receiver.Receiver.Name)))
        {
            report.Warn(receiver.Place, $"no route names receiver {Report.Quote(receiver.Receiver.Name)}");
        }

        foreach (var hidden in Walk(root).SelectMany(Unreachable))
        {
            report.Warn(hidden.Place, "this route can never match: a route before it matches everything and does not continue");
        }

        var channels = receivers.ToDictionary(receiver => receiver.Receiver.Name, receiver => receiver.Receiver.Channel);
        foreach (var taken in Grave.SelectMany(severity => Taken(root, [], severity, channels)).GroupBy(taken => taken.Node.Place))
        {
            var severities = string.Join(" and ", taken.Select(each => each.Severity.Caption));
            var reached = taken.First().Channels;
            report.Warn(taken.Key, $"{severities} findings can take this route, and it reaches {(reached.Count == 0 ? "no channel" : $"only {string.Join(", ", reached)}")}, expected two distinct channels");
        }
    }

    private static IEnumerable<ParsedRoute> Walk(ParsedRoute node) => node.Children.SelectMany(Walk).Prepend(node);

    private static IEnumerable<ParsedRoute> Unreachable(ParsedRoute node) =>
        node.Children.SkipWhile(child => child.Route is not { Matchers: [], Continue: false }).Skip(1);

    /// <summary>Returns the nodes where a finding of this severity may end while it reaches fewer than two channels.</summary>
    /// <param name="node">The node to search.</param>
    /// <param name="certain">The channels that the finding reaches elsewhere in any case.</param>
    /// <param name="severity">The finding's severity.</param>
    /// <param name="channels">The receivers' channels.</param>
    private static IEnumerable<Weak> Taken(
        ParsedRoute node, HashSet<string> certain, Severity severity, Dictionary<string, string> channels)
    {
        HashSet<string> beside = [.. certain];
        foreach (var child in node.Children.Where(child => May(child.Route, severity)))
        {
            HashSet<string> after = [.. child.Route.Continue ? After(node, child, severity, channels) : []];
            foreach (var weak in Taken(child, [.. beside, .. after], severity, channels))
            {
                yield return weak;
            }

            if (Must(child.Route, severity))
            {
                if (!child.Route.Continue)
                {
                    yield break;
                }

                beside.UnionWith(Sure(child.Route, channels));
            }
        }

        if (node.Children.Any(child => Must(child.Route, severity)))
        {
            yield break;
        }

        HashSet<string> reached = [.. certain, .. node.Route.Receivers.Select(name => channels[name])];
        if (reached.Count < 2)
        {
            yield return new(node, severity, reached);
        }
    }

    private static IEnumerable<string> After(ParsedRoute parent, ParsedRoute child, Severity severity, Dictionary<string, string> channels)
    {
        var next = parent.Children.SkipWhile(sibling => sibling != child).Skip(1).FirstOrDefault(sibling => May(sibling.Route, severity));
        return next is not null && Must(next.Route, severity) ? Sure(next.Route, channels) : [];
    }

    /// <summary>Returns no certain channel for a route with children, because a child may be taken instead.</summary>
    private static IEnumerable<string> Sure(Route route, Dictionary<string, string> channels) =>
        route.Routes is [] ? route.Receivers.Select(name => channels[name]) : [];

    private static bool May(Route route, Severity severity) =>
        route.Matchers.Where(matcher => matcher.Label is Matcher.SeverityLabel).ToArray().Match(Labels, severity);

    private static bool Must(Route route, Severity severity) =>
        route.Matchers.All(matcher => matcher.Label is Matcher.SeverityLabel) && May(route, severity);

    private static readonly LabelSet Labels = LabelSet.Of([]);

    private sealed record Weak(ParsedRoute Node, Severity Severity, IReadOnlySet<string> Channels);
}
