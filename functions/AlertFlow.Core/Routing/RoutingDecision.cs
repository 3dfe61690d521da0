using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Routing;

/// <summary>
/// The configuration's rules for one finding, but not its receivers: these depend on the severity that people are notified of.
/// </summary>
public sealed record RoutingDecision
{
    /// <summary>The finding, re-rated if an override matched.</summary>
    public required Finding Finding { get; init; }

    public required LabelSet Labels { get; init; }

    /// <summary>The silence or suppression that hides it; null for none.</summary>
    public Hidden? HiddenBy { get; init; }

    public Runbook? Runbook { get; init; }

    /// <summary>The kind of rehearsal; null for a real finding.</summary>
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

    /// <summary>Returns the destinations at a severity. Routes, overrides and silences do not affect a rehearsal.</summary>
    public Destinations Destinations(RoutingConfig config, Severity severity) => Rehearsal switch
    {
        Findings.Rehearsal.Page => new("test", Router.Reach(config, Severity.High, Severity.Critical)),
        Findings.Rehearsal.Canary => new("canary", [.. config.Channels.Select(CanaryReceiver.Of)]),
        _ => Router.Route(config, Labels, severity),
    };

    /// <summary>Returns the finding with the configured name of its account, or else the source's.</summary>
    public static Finding Named(RoutingConfig config, Finding finding) =>
        finding.Cloud.Account is { Uid: { } uid } account && config.Accounts.TryGetValue(uid, out var name) && account.Name != name
            ? finding with { Cloud = finding.Cloud with { Account = account with { Name = name } } }
            : finding;

    /// <summary>Returns the finding re-rated by the first override that matches. The original severity stays in <c>vendor_attributes</c>.</summary>
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
