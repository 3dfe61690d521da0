using AlertFlow.Findings;
using AlertFlow.Routing;
using CsCheck;

namespace AlertFlow.Tests.Routing;

public sealed class RouterTests
{
    private static readonly LabelSet Labels = LabelSet.Of(Sample.Finding());

    private static readonly Gen<Severity> Severities = Gen.OneOf([.. SeverityName.All]);

    private static readonly Gen<Route> Trees = Tree(3).Select(root => root with { Name = "default", Matchers = [] });

    [Fact]
    public void Children_come_first_and_the_first_match_ends_the_walk()
    {
        var root = Node("default", Node("a", AtLeast(Severity.Critical)), Node("b", AtLeast(Severity.High)), Node("c"));

        Assert.Equal(["b"], Names(Router.Match(root, Labels, Severity.High)));
        Assert.Equal(["c"], Names(Router.Match(root, Labels, Severity.Low)));
    }

    [Fact]
    public void Continue_goes_on_to_the_siblings_after_it()
    {
        var root = Node("default", Node("a") with { Continue = true }, Node("b"), Node("c"));

        Assert.Equal(["a", "b"], Names(Router.Match(root, Labels, Severity.High)));
    }

    [Fact]
    public void A_node_is_taken_if_no_child_matches()
    {
        var root = Node("default", Node("a", Node("a1", AtLeast(Severity.Critical))));

        Assert.Equal(["a"], Names(Router.Match(root, Labels, Severity.High)));
        Assert.Equal(["a1"], Names(Router.Match(root, Labels, Severity.Critical)));
        Assert.Equal(["default"], Names(Router.Match(Node("default"), Labels, Severity.Critical)));
    }

    [Fact]
    public void Some_node_is_always_taken_and_all_its_ancestors_match() =>
        Trees.Select(Severities).Sample((root, severity) =>
        {
            var matched = Router.Match(root, Labels, severity);
            return matched.Count >= 1 && matched.All(route => route.Matchers.Match(Labels, severity));
        });

    [Fact]
    public void Without_continue_exactly_one_node_is_taken() =>
        Trees.Select(Severities).Sample((root, severity) => Router.Match(Stop(root), Labels, severity).Count == 1);

    [Fact]
    public void The_walk_finds_what_a_plain_reading_of_Alertmanager_finds() =>
        Trees.Select(Severities).Sample((root, severity) =>
            Names(Reference(root, severity)).SequenceEqual(Names(Router.Match(root, Labels, severity))));

    [Fact]
    public void The_explanation_takes_the_nodes_that_the_walk_takes() =>
        Trees.Select(Severities).Sample((root, severity) =>
        {
            var explanation = Explanation.Of(Sample.Config(root), Labels, severity, Sample.Now);
            var taken = explanation.Routes.Where(visit => visit.Outcome is VisitOutcome.Taken).Select(visit => visit.Route);
            return taken.SequenceEqual(Names(Router.Match(root, Labels, severity)))
                && explanation.Routes.All(visit => visit.Outcome is VisitOutcome.Failed == visit.Failed is not null);
        });

    [Fact]
    public void Receivers_come_once_each_as_the_configuration_lists_them()
    {
        var root = Node(
            "default", Node("a") with { Continue = true, Receivers = ["sns", "slack"] }, Node("b") with { Receivers = ["slack"] });

        var destinations = Router.Route(Sample.Config(root), Labels, Severity.High);

        Assert.Equal("a, b", destinations.Route);
        Assert.Equal(["slack", "sns"], destinations.Receivers);
    }

    /// <summary>Alertmanager's <c>Route.Match</c>, line by line.</summary>
    private static List<Route> Reference(Route route, Severity severity)
    {
        if (!route.Matchers.Match(Labels, severity))
        {
            return [];
        }

        List<Route> all = [];
        foreach (var child in route.Routes)
        {
            var matches = Reference(child, severity);
            all.AddRange(matches);
            if (matches.Count > 0 && !child.Continue)
            {
                break;
            }
        }

        if (all.Count == 0)
        {
            all.Add(route);
        }

        return all;
    }

    private static Gen<Route> Tree(int depth) =>
        from name in Gen.Int[0, 1_000_000]
        from threshold in Severities
        from unconditional in Gen.Bool
        from @continue in Gen.Bool
        from routes in depth == 0 ? Gen.Const(Array.Empty<Route>()) : Tree(depth - 1).Array[0, 3]
        select new Route
        {
            Name = $"{name}",
            Receivers = ["slack"],
            Matchers = unconditional ? [] : [Sample.Severe(MatchOperator.AtLeast, threshold)],
            Continue = @continue,
            Routes = routes,
        };

    private static Route Stop(Route route) => route with { Continue = false, Routes = [.. route.Routes.Select(Stop)] };

    private static IEnumerable<string> Names(IEnumerable<Route> routes) => routes.Select(route => route.Name);

    private static Matcher AtLeast(Severity severity) => Sample.Severe(MatchOperator.AtLeast, severity);

    private static Route Node(string name, params Route[] routes) => new() { Name = name, Receivers = ["slack"], Routes = routes };

    private static Route Node(string name, Matcher matcher) => Node(name) with { Matchers = [matcher] };

    /// <summary>What keeps a severity from a route is the severity alone; any other label may be as the route wants it.</summary>
    [Theory]
    [InlineData(Severity.High, new[] { "slack", "email" })]
    [InlineData(Severity.Critical, new[] { "slack", "sns", "email" })]
    [InlineData(Severity.Low, new[] { "slack" })]
    public void Reach_names_every_receiver_that_a_severity_can_reach(Severity severity, string[] expected)
    {
        var root = new Route
        {
            Name = "default",
            Receivers = ["slack"],
            Routes =
            [
                new()
                {
                    Name = "payments",
                    Matchers = [new("account", MatchOperator.Equal, "111122223333"), new("severity", MatchOperator.AtLeast, "High")],
                    Receivers = ["email"],
                },
                new()
                {
                    Name = "critical",
                    Matchers = [new("severity", MatchOperator.AtLeast, "Critical")],
                    Receivers = ["sns"],
                    Continue = true,
                },
                new() { Name = "grave", Matchers = [new("severity", MatchOperator.AtLeast, "High")], Receivers = ["slack"] },
                new() { Name = "never", Matchers = [new("severity", MatchOperator.AtLeast, "High")], Receivers = ["email"] },
            ],
        };

        Assert.Equal(expected, Router.Reach(Sample.Config(root), severity));
    }
}
