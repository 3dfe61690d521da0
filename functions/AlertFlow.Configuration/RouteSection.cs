using AlertFlow.Channels;
using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>A node of the tree and its place in the file.</summary>
internal sealed record ParsedRoute(Route Route, Place Place, IReadOnlyList<ParsedRoute> Children);

/// <summary>Reads <c>route</c>: the tree, with inherited receivers.</summary>
internal static class RouteSection
{
    public const string RootName = "default";

    private static readonly string[] RootKeys = ["receiver", "receivers", "routes"];
    private static readonly string[] Keys = ["name", "receiver", "receivers", "matchers", "continue", "routes"];

    public static ParsedRoute? Read(Fields fields, IReadOnlyList<ParsedReceiver> receivers, Report report)
    {
        if (fields.Child("route") is not { } node)
        {
            report.Error(fields.Place, "the file has no 'route', expected the root of the tree with the default receivers");
            return null;
        }

        if (Fields.Open(node, "the root route (which matches everything)", RootKeys, report) is not { } root)
        {
            return null;
        }

        string[] known = [.. receivers.Select(receiver => receiver.Receiver.Name)];
        if (Receivers(root, known, report) is not { } names)
        {
            report.Error(root.Place, "the root route has no 'receivers', expected the default receivers, or [] to record only");
            names = [];
        }

        var children = Children(root, RootName, names, known, report);
        return new(new() { Name = RootName, Receivers = names, Routes = [.. children.Select(child => child.Route)] }, root.Place, children);
    }

    private static List<ParsedRoute> Children(Fields parent, string path, IReadOnlyList<string> inherited, string[] known, Report report)
    {
        List<ParsedRoute> children = [];
        foreach (var (at, node) in parent.List("routes", "routes").Index())
        {
            if (Fields.Open(node, "a route", Keys, report) is not { } fields)
            {
                continue;
            }

            var matchers = RuleSections.Matchers(fields, report);
            var name = fields.OptionalText("name", "a name for messages")
                ?? (matchers is [] ? $"routes[{at}]" : string.Join(", ", matchers.Select(matcher => matcher.ToString())));
            var receivers = Receivers(fields, known, report) ?? inherited;
            var below = Children(fields, $"{path} > {name}", receivers, known, report);
            var route = new Route
            {
                Name = $"{path} > {name}",
                Matchers = matchers,
                Receivers = receivers,
                Continue = fields.Flag("continue"),
                Routes = [.. below.Select(child => child.Route)],
            };
            children.Add(new(route, fields.Place, below));
        }

        return children;
    }

    /// <summary>Returns the receivers; null when the route inherits them.</summary>
    private static List<string>? Receivers(Fields fields, string[] known, Report report)
    {
        if (fields.Has("receiver") && fields.Has("receivers"))
        {
            report.Error(fields.PlaceOf("receiver"), "both 'receiver' and 'receivers', expected one of them");
        }

        List<string> names = [];
        if (fields.OptionalText("receiver", "the name of a receiver") is { } only)
        {
            Add(only, fields.PlaceOf("receiver"));
        }

        foreach (var text in fields.Texts("receivers", "names of receivers"))
        {
            Add(text.Value, text.Place);
        }

        return fields.Has("receiver") || fields.Has("receivers") ? names : null;

        void Add(string name, Place place)
        {
            if (!known.Contains(name))
            {
                report.Error(place, $"unknown receiver {Report.Quote(name)}, {Suggestion.Among(known, name)}");
            }
            else if (names.Contains(name))
            {
                report.Error(place, $"receiver {Report.Quote(name)} stands twice, expected once");
            }
            else
            {
                names.Add(name);
            }
        }
    }
}
