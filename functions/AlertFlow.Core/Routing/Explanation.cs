using AlertFlow.Findings;

namespace AlertFlow.Routing;

/// <summary>Explains a finding's routing: every node that was tried, and every rule that could have changed or hidden it.</summary>
public sealed record Explanation
{
    public required string ConfigVersion { get; init; }

    /// <summary>The severity that the source reported, or that was asked for.</summary>
    public required Severity SourceSeverity { get; init; }

    /// <summary>The severity that routes match, after <c>severity_overrides</c>.</summary>
    public required Severity Severity { get; init; }

    public required IReadOnlyList<RuleTrial> Overrides { get; init; }
    public required IReadOnlyList<RuleTrial> Suppressions { get; init; }
    public required IReadOnlyList<RuleTrial> Silences { get; init; }

    /// <summary>The silence or suppression that hides it; null for none.</summary>
    public Hidden? HiddenBy { get; init; }

    /// <summary>The visited nodes, in the order of the walk from the root.</summary>
    public required IReadOnlyList<RouteVisit> Routes { get; init; }

    /// <summary>The receivers that would be notified if nothing hid it.</summary>
    public required Destinations Destinations { get; init; }

    public static Explanation Of(RoutingConfig config, LabelSet labels, Severity severity, DateTimeOffset now)
    {
        var applied = RoutingDecision.OverrideFor(config, labels, severity);
        var rated = applied?.Severity ?? severity;
        return new()
        {
            ConfigVersion = config.Version,
            SourceSeverity = severity,
            Severity = rated,
            Overrides = [.. config.SeverityOverrides.Select(rule => RuleTrial.Of(rule, applied, labels, severity))],
            Suppressions = [.. config.Suppress.Select(rule => RuleTrial.Of(rule.Name, rule.Matchers, labels, rated))],
            Silences = [.. config.Silences.Select(silence => RuleTrial.Of(silence, labels, rated, now))],
            HiddenBy = Silencer.Find(config, labels, rated, now),
            Routes = Walk(config, labels, rated),
            Destinations = Router.Route(config, labels, rated),
        };
    }

    /// <summary>Returns the outcome at each node of the tree, in the order of the walk.</summary>
    public static IReadOnlyList<RouteVisit> Walk(RoutingConfig config, LabelSet labels, Severity severity)
    {
        List<RouteVisit> visits = [];
        Visit(config.Route, 0, labels, severity, visits);
        return visits;
    }

    /// <summary>Walks like <see cref="Router.Match"/>, and records every visit.</summary>
    /// <returns>True when the route matches.</returns>
    private static bool Visit(Route route, int depth, LabelSet labels, Severity severity, List<RouteVisit> visits)
    {
        var at = visits.Count;
        if (route.Matchers.Failed(labels, severity) is { } failed)
        {
            visits.Add(new(route.Name, depth, VisitOutcome.Failed, FailedMatcher.Of(failed, labels, severity)));
            return false;
        }

        var (childMatched, done) = (false, false);
        foreach (var child in route.Routes)
        {
            if (done)
            {
                visits.Add(new(child.Name, depth + 1, VisitOutcome.NotTried));
                continue;
            }

            var matched = Visit(child, depth + 1, labels, severity, visits);
            childMatched |= matched;
            done = matched && !child.Continue;
        }

        visits.Insert(
            at,
            new(route.Name, depth, childMatched ? VisitOutcome.Passed : VisitOutcome.Taken, Receivers: childMatched ? null : route.Receivers));
        return true;
    }
}

public enum VisitOutcome
{
    /// <summary>It matches and no child does: its receivers are notified.</summary>
    Taken,

    /// <summary>It matches, but a child was taken instead.</summary>
    Passed,

    /// <summary>One of its matchers does not match.</summary>
    Failed,

    /// <summary>An earlier sibling matched without <c>continue</c>.</summary>
    NotTried,
}

/// <summary>A visit to one node of the tree.</summary>
/// <param name="Route">The node's place in the tree.</param>
/// <param name="Depth">The depth; 0 is the root.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Failed">The first matcher that does not match.</param>
/// <param name="Receivers">The receivers of a node that was taken.</param>
public sealed record RouteVisit(
    string Route, int Depth, VisitOutcome Outcome, FailedMatcher? Failed = null, IReadOnlyList<string>? Receivers = null);

/// <summary>A matcher that does not match, and the values that it found.</summary>
/// <param name="Matcher">The matcher, as in the configuration.</param>
/// <param name="Actual">The values of its label. A missing label has one empty value.</param>
public sealed record FailedMatcher(string Matcher, IReadOnlyList<string> Actual)
{
    public static FailedMatcher Of(Matcher matcher, LabelSet labels, Severity severity) =>
        new(matcher.ToString(), matcher.Actual(labels, severity));
}

/// <summary>The check of one override, suppression or silence.</summary>
/// <param name="Name">Its name, or its effect.</param>
/// <param name="Applies">True when it matches and nothing else prevents it.</param>
/// <param name="Failed">The first matcher that does not match.</param>
/// <param name="Why">The reason why it does not apply although it matches.</param>
public sealed record RuleTrial(string Name, bool Applies, FailedMatcher? Failed = null, string? Why = null)
{
    internal static RuleTrial Of(string name, IReadOnlyList<Matcher> matchers, LabelSet labels, Severity severity) =>
        matchers.Failed(labels, severity) is { } failed
            ? new(name, false, FailedMatcher.Of(failed, labels, severity))
            : new(name, true);

    internal static RuleTrial Of(SeverityOverride rule, SeverityOverride? applied, LabelSet labels, Severity severity)
    {
        var trial = Of($"severity {rule.Severity.Caption}", rule.Matchers, labels, severity);
        return !trial.Applies || ReferenceEquals(rule, applied) ? trial : trial with
        {
            Applies = false,
            Why = rule.MayRate(labels)
                ? "one before it matched"
                : $"a sample finding is re-rated by its label alone: label = {SampleFinding.Label}",
        };
    }

    internal static RuleTrial Of(Silence silence, LabelSet labels, Severity severity, DateTimeOffset now)
    {
        var trial = Of(silence.Name, silence.Matchers, labels, severity);
        return !trial.Applies || silence.Hides(labels, severity, now) ? trial : trial with
        {
            Applies = false,
            Why = now < silence.From ? "it has not begun"
                : now >= silence.Until ? "it is over"
                : $"it is broken at {silence.BreakAt.Caption}",
        };
    }
}
