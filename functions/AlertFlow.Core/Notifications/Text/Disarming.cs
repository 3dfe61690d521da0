using AlertFlow.Findings;
using AlertFlow.Notifications.Wording;

namespace AlertFlow.Notifications.Text;

/// <summary>
/// Makes every text of a notification plain, redacted and bounded, in one place. Later, texts are escaped only for their
/// format. Add every new text of the contract here; the payload tests find a forgotten one.
/// </summary>
public static class Disarming
{
    private const int Word = 64;
    private const int Name = 128;
    private const int Path = 256;
    private const int Identifier = 512;
    private const int Command = 1024;

    extension(Notification notification)
    {
        public Notification Disarmed(Redaction redaction) => notification with
        {
            // An id of only invisible characters must still thread and group.
            Incident = Optional(notification.Incident, Name, redaction) ?? "unknown",
            Subject = redaction.Line(notification.Subject, Name),
            Resource = Disarm(notification.Resource, redaction),
            Silence = notification.Silence is { } silence ? Disarm(silence, redaction) : null,
            Lead = Disarm(notification.Lead, redaction),
            Signals = [.. notification.Signals.Take(5).Select(signal => Disarm(signal, redaction))],
            Counts = Disarm(notification.Counts, redaction),
            Runbook = notification.Runbook is { } runbook
                ? new(SafeUrl.Of(runbook.Url) ?? "", Optional(runbook.First, Identifier, redaction))
                : null,
            Route = Optional(notification.Route, Path, redaction),
            Receivers = [.. notification.Receivers.Take(16).Select(receiver => redaction.Line(receiver, Word))],
            WouldTell = notification.WouldTell is { } others
                ? [.. others.Take(16).Select(receiver => redaction.Line(receiver, Word))]
                : null,
            ConfigVersion = redaction.Line(notification.ConfigVersion, Word),
        };
    }

    private static SourceCount[] Disarm(IReadOnlyList<SourceCount> counts, Redaction redaction) =>
        [.. counts.Take(8).Select(count => count with { Source = redaction.Line(count.Source, Word) })];

    private static EndedSilence Disarm(EndedSilence silence, Redaction redaction) => silence with
    {
        Name = redaction.Line(silence.Name, Name),
        Owner = Optional(silence.Owner, Name, redaction),
        Because = Optional(silence.Because, Path, redaction),
        Gravest =
        [
            .. silence.Gravest.Take(5).Select(one => new HiddenIncident(
                redaction.Line(one.Incident, Word), redaction.Line(one.Place, Name), one.Severity, Disarm(one.Counts, redaction))),
        ],
    };

    private static AffectedResource Disarm(AffectedResource resource, Redaction redaction) => new()
    {
        Key = redaction.Line(resource.Key, Identifier),
        Type = redaction.Line(resource.Type, Word),
        Uid = redaction.Line(resource.Uid, Identifier),
        Account = redaction.Line(resource.Account, Word),
        AccountName = Optional(resource.AccountName, Word, redaction),
        Region = Optional(resource.Region, Word, redaction),
        Partition = Optional(resource.Partition, Word, redaction),
        Cluster = Optional(resource.Cluster, Name, redaction),
        Service = Optional(resource.Service, Name, redaction),
        TaskFamily = Optional(resource.TaskFamily, Name, redaction),
        TaskId = Optional(resource.TaskId, Word, redaction),
        LaunchType = Optional(resource.LaunchType, Word, redaction),
        Name = Optional(resource.Name, Name, redaction),
    };

    private static SignalSummary Disarm(SignalSummary signal, Redaction redaction) => signal with
    {
        Source = redaction.Line(signal.Source, Word),
        Rule = redaction.Line(signal.Rule, Name),
        Sample = signal.Sample is { } sample ? Disarm(sample, redaction) : null,
        SrcUrl = SafeUrl.Of(signal.SrcUrl),
        Reference = SafeUrl.Of(signal.Reference),
    };

    private static Sample Disarm(Sample sample, Redaction redaction) => new()
    {
        Process = Optional(sample.Process, Path, redaction),
        CommandLine = Optional(sample.CommandLine, Command, redaction),
        Parent = Optional(sample.Parent, Path, redaction),
        User = Optional(sample.User, Name, redaction),
        Container = Optional(sample.Container, Name, redaction),
        Image = Optional(sample.Image, Path, redaction),
        Remote = Endpoint.Parse(Optional(sample.Remote?.ToString(), Path, redaction)),
        Domain = Optional(sample.Domain, Path, redaction),
        File = Optional(sample.File, Path, redaction),
        Operation = Optional(sample.Operation, Name, redaction),
        Response = Optional(sample.Response, Path, redaction),
    };

    /// <summary>Returns the text made plain; null when nothing is left of it.</summary>
    private static string? Optional(string? text, int max, Redaction redaction) =>
        redaction.Line(text, max) is { Length: > 0 } line ? line : null;
}
