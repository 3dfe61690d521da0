using AlertFlow.Findings;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;

namespace AlertFlow.Incidents.Items;

/// <summary>
/// Cuts a notification to the size of an outbox entry. It drops first what readers miss least: the least severe signals, links
/// to documentation, the ends of long texts. The place, the rule and the severity always stay.
/// </summary>
internal static class OutboxEntry
{
    public const int MaxBytes = 2048;

    private const int FewestBytes = 24;

    extension(Notification notification)
    {
        /// <summary>Returns the longest form that fits in 2 kB. <c>Bare()</c> always fits.</summary>
        public Notification Fitted() => notification.Narrower().FirstOrDefault(Fits) ?? notification.Bare();

        /// <summary>Returns the notification without anything that the incident's id can find.</summary>
        public Notification Bare() => notification.Cut(FewestBytes) with
        {
            Lead = Bare(notification.Lead),
            Signals = [Bare(notification.Lead)],
            Resource = Cut(notification.Resource, FewestBytes) with { Name = null, AccountName = null, TaskFamily = null, LaunchType = null },
            Runbook = null,
            Silence = notification.Silence is { } silence ? silence with { Because = null, Gravest = [.. silence.Gravest.Take(1)] } : null,
            Route = notification.Route is { } route ? Weight.Cut(route, 64) : null,
        };

        private IEnumerable<Notification> Narrower()
        {
            yield return notification;
            for (var signals = notification.Signals.Count - 1; signals > 0; signals--)
            {
                yield return notification.Signalling(signals);
            }

            var alone = notification.Signalling(1);
            var undocumented = alone with { Lead = alone.Lead with { Reference = null } };
            yield return undocumented;
            yield return undocumented.Cut(160);
            yield return undocumented.Cut(64) with { Lead = Cut(undocumented.Lead, 64) with { SrcUrl = null } };
            yield return undocumented.Cut(FewestBytes) with { Lead = Cut(undocumented.Lead, FewestBytes) with { SrcUrl = null } };
        }

        private Notification Signalling(int signals) => notification with { Signals = [.. notification.Signals.Take(signals)] };

        private Notification Cut(int bytes) => notification with
        {
            Lead = Cut(notification.Lead, bytes),
            Resource = Cut(notification.Resource, bytes),
            Silence = notification.Silence is { } silence ? silence with { Gravest = [.. silence.Gravest.Take(bytes > 64 ? 3 : 1)] } : null,
            Runbook = notification.Runbook is { } runbook ? runbook with { First = Short(runbook.First, bytes) } : null,
        };
    }

    private static bool Fits(Notification notification) => ItemJson.Write(notification).Length <= MaxBytes;

    private static SignalSummary Bare(SignalSummary signal) => signal with { Sample = null, SrcUrl = null, Reference = null };

    private static SignalSummary Cut(SignalSummary signal, int bytes) => signal with
    {
        Sample = signal.Sample is { } sample
            ? new Sample
            {
                Process = Short(sample.Process, bytes),
                CommandLine = Short(sample.CommandLine, bytes),
                Parent = Short(sample.Parent, bytes),
                User = Short(sample.User, bytes),
                Container = Short(sample.Container, bytes),
                Image = Short(sample.Image, bytes),
                Remote = Endpoint.Parse(Short(sample.Remote?.ToString(), bytes)),
                Domain = Short(sample.Domain, bytes),
                File = Short(sample.File, bytes),
                Operation = Short(sample.Operation, bytes),
                Response = Short(sample.Response, bytes),
            }
            : null,
    };

    /// <summary>Cuts the texts, but keeps the key, type and account: they identify the incident.</summary>
    private static AffectedResource Cut(AffectedResource resource, int bytes) => resource with
    {
        Uid = Weight.Cut(resource.Uid, Math.Max(bytes, 160)),
        Name = Short(resource.Name, bytes),
        AccountName = Short(resource.AccountName, bytes),
        Cluster = Short(resource.Cluster, bytes),
        Service = Short(resource.Service, bytes),
        TaskFamily = Short(resource.TaskFamily, bytes),
        TaskId = Short(resource.TaskId, bytes),
        LaunchType = Short(resource.LaunchType, bytes),
    };

    private static string? Short(string? text, int bytes) => text is null ? null : Weight.Cut(text, bytes);
}
