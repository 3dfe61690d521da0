using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Routing;

/// <summary>All that the configuration says of one finding, but for its receivers: these depend on the severity that the incident is told at.</summary>
public sealed record RoutingDecision
{
    /// <summary>Re-rated where an override matched.</summary>
    public required Finding Finding { get; init; }

    public required LabelSet Labels { get; init; }

    /// <summary>Null where nothing hides it.</summary>
    public Hidden? HiddenBy { get; init; }

    public Runbook? Runbook { get; init; }

    /// <summary>Null: a finding like any other.</summary>
    public Rehearsal? Rehearsal { get; init; }

    public static RoutingDecision Resolve(RoutingConfig config, Finding received, DateTimeOffset now)
    {
        var finding = Named(config, received);
        var labels = LabelSet.Of(finding);
        if (Rehearsals.Of(finding) is { } rehearsal)
        {
            return new() { Finding = finding, Labels = labels, Rehearsal = rehearsal };
        }

        var rated = Reclassify(config, finding, labels);
        return new()
        {
            Finding = rated,
            Labels = labels,
            HiddenBy = Silencer.Find(config, labels, rated.SeverityId, now),
            Runbook = RunbookFor(config, labels, rated.SeverityId),
        };
    }

    /// <summary>Where it goes, at the severity that people are told. Nothing of the tree, no override and no silence has a say in a rehearsal.</summary>
    public Destinations Destinations(RoutingConfig config, Severity severity) => Rehearsal switch
    {
        Findings.Rehearsal.Page => new("test", Router.Reach(config, Severity.High, Severity.Critical)),
        Findings.Rehearsal.Canary => new("canary", [.. config.Channels.Select(CanaryReceiver.Of)]),
        _ => Router.Route(config, Labels, severity),
    };

    /// <summary>With the name that the configuration gives its account; else with the one that its source knows.</summary>
    public static Finding Named(RoutingConfig config, Finding finding) =>
        finding.Cloud.Account is { Uid: { } uid } account && config.Accounts.TryGetValue(uid, out var name) && account.Name != name
            ? finding with { Cloud = finding.Cloud with { Account = account with { Name = name } } }
            : finding;

    /// <summary>The severity of the first override that matches what the source said; the source's own stays in <c>vendor_attributes</c>.</summary>
    public static Finding Reclassify(RoutingConfig config, Finding finding, LabelSet labels)
    {
        var own = finding.VendorAttributes?.SeverityId ?? finding.SeverityId;
        return OverrideFor(config, labels, own) is { } over && over.Severity != finding.SeverityId
            ? finding with { SeverityId = over.Severity, VendorAttributes = new() { SeverityId = own } }
            : finding;
    }

    public static SeverityOverride? OverrideFor(RoutingConfig config, LabelSet labels, Severity severity) =>
        config.SeverityOverrides.FirstOrDefault(rule => rule.MayRate(labels) && rule.Matchers.Match(labels, severity));

    public static Runbook? RunbookFor(RoutingConfig config, LabelSet labels, Severity severity) =>
        config.Runbooks.FirstOrDefault(rule => rule.Matchers.Match(labels, severity))?.Runbook;
}
