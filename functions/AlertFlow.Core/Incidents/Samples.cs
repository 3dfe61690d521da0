using System.Security.Cryptography;
using System.Text;
using AlertFlow.Findings;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Sources;

namespace AlertFlow.Incidents;

/// <summary>Takes from a finding what an incident keeps of it: bounded, redacted, on one line.</summary>
public static class Samples
{
    private const int MaxRule = 96;
    private const int MaxCutRule = 56;
    private const int MaxUrl = 400;

    /// <summary>
    /// Returns the rule's name, marked if the finding is a sample. A name that is too long, holds a secret or is not plain is
    /// cut, and a hash is added so that two rules never become one.
    /// </summary>
    public static string RuleOf(Finding finding)
    {
        var rule = $"{(finding.IsSample ? SampleFinding.Mark : "")}{finding.FindingInfo.Analytic.Name}";
        var line = Redaction.Default.Line(rule, MaxRule);
        return line == rule && Weight.Of(rule) <= MaxRule
            ? rule
            : $"{Weight.Cut(line, MaxCutRule)} #{ContentId.Of(rule, 8)}";
    }

    /// <summary>Returns a safe link, whole; null when it is unsafe or too long.</summary>
    public static string? Link(string? url) =>
        url is { Length: <= MaxUrl } && SafeUrl.Of(url) is { Length: <= MaxUrl } safe ? safe : null;

    /// <summary>Returns the signal with the sample and the links of this finding.</summary>
    public static Signal Shown(Signal signal, Finding finding, Redaction redaction) => signal with
    {
        Sample = Of(finding, redaction),
        SrcUrl = Link(finding.FindingInfo.SrcUrl),
        Reference = Link(finding.Remediation?.References?.FirstOrDefault()),
    };

    public static Sample Of(Finding finding, Redaction redaction)
    {
        var evidences = finding.Evidences ?? [];
        var process = First(evidences, evidence => evidence.Process ?? evidence.Actor?.Process);
        var container = First(evidences, evidence => evidence.Container);
        var remote = First(evidences, evidence => Remote(evidence));
        return new Sample
        {
            Process = Line(process?.Name ?? process?.Path, 64),
            CommandLine = Line(process?.CmdLine, 240),
            Parent = Line(process?.ParentProcess?.Name ?? process?.Ancestry?.FirstOrDefault()?.Name, 64),
            User = Line(process?.User?.Name ?? First(evidences, evidence => evidence.Actor?.User)?.Name, 64),
            Container = Line(container?.Name, 64),
            Image = Line(container?.Image?.Name ?? container?.Image?.Uid, 128),
            Remote = remote?.Ip is { } ip ? Endpoint.Parse(Line(new Endpoint(ip, null, remote.Port).ToString(), 64)) : null,
            Domain = Line(First(evidences, evidence => evidence.Query?.Hostname) ?? remote?.Hostname ?? remote?.Domain, 128),
            File = Line(First(evidences, evidence => evidence.File?.Path ?? evidence.File?.Name), 160),
            Operation = Line(First(evidences, evidence => evidence.Api?.Operation), 64),
            Response = Line(finding.StatusDetail, 96),
        };

        string? Line(string? text, int max) => redaction.Line(text, max) is { Length: > 0 } line ? line : null;
    }

    private static T? First<T>(IReadOnlyList<Evidence> evidences, Func<Evidence, T?> part)
        where T : class => evidences.Select(part).FirstOrDefault(found => found is not null);

    /// <summary>Returns the remote end of a connection: the source of inbound traffic, else the destination.</summary>
    private static NetworkEndpoint? Remote(Evidence evidence) =>
        evidence.ConnectionInfo?.DirectionId is Direction.Inbound
            ? evidence.SrcEndpoint ?? evidence.DstEndpoint
            : evidence.DstEndpoint ?? evidence.SrcEndpoint;
}
