using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using AlertFlow.Sources;

namespace AlertFlow.Channels.Sns;

/// <summary>Turns an incident into one OCSF Detection Finding by AlertFlow, with its signals as related events.</summary>
internal static class IncidentFinding
{
    public static Finding Of(Message message)
    {
        var notification = message.Notification;
        return new()
        {
            ActivityId = Activity(notification),
            Time = notification.At,
            SeverityId = notification.Severity,
            StatusId = Status(notification),
            StatusDetail = notification.Lead.Sample?.Response,
            IsAlert = notification.Urgent || notification.Reason is Reason.Opened ? true : null,
            Count = Clamp(notification.Count),
            StartTime = notification.FirstSeen,
            EndTime = notification.LastSeen,
            Message = message.Headline,
            Metadata = Metadata(notification),
            Cloud = new()
            {
                Provider = "AWS",
                Account = Account(notification.Resource),
                Region = notification.Resource.Region,
                CloudPartition = notification.Resource.Partition,
            },
            FindingInfo = Info(message),
            Resources = IncidentResources.Of(notification.Resource),
            Evidences = IncidentEvidence.Of(notification) is { Count: > 0 } evidences ? evidences : null,
            Observables = IncidentEvidence.Observables(notification),
            Remediation = Remediation(notification),
            Unmapped = JsonText.Of(Unmapped(notification)),
        };
    }

    /// <summary>Returns 32 hexadecimal digits that are the same for the same content.</summary>
    public static string Id(params string[] parts) =>
        ContentId.Of(string.Join('\n', parts));

    /// <summary>Returns the account; null for a digest, which may be about several.</summary>
    public static Account? Account(AffectedResource resource) => resource.Account.Length == 0
        ? null
        : new() { Uid = resource.Account, Name = resource.AccountName, TypeId = 10 };

    private static Activity Activity(Notification notification) => notification.Reason switch
    {
        Reason.Opened => Findings.Activity.Create,
        Reason.Closed => Findings.Activity.Close,
        _ => Findings.Activity.Update,
    };

    /// <summary>Returns the status. A quiet incident is not resolved: nobody has looked at it.</summary>
    private static Status Status(Notification notification) => notification switch
    {
        { Reason: Reason.Opened } => Findings.Status.New,
        { Reason: Reason.Closed, Archived: true } => Findings.Status.Archived,
        { Reason: Reason.Closed } => Findings.Status.Other,
        _ => Findings.Status.InProgress,
    };

    private static Metadata Metadata(Notification notification) => new()
    {
        Uid = Id(notification.Incident, Invariant.Of(notification.Sequence)),
        CorrelationUid = notification.Resource.Uid,
        Product = new() { Name = "AlertFlow", VendorName = "AlertFlow" },
        LogProvider = "alertflow",
        EventCode = notification.Reason.ToString(),
        Tags =
        [
            new() { Name = "alertflow.key", Value = notification.Resource.Key },
            new() { Name = "alertflow.sequence", Value = Invariant.Of(notification.Sequence) },
            new() { Name = "alertflow.config_version", Value = notification.ConfigVersion },
            .. notification.Route is { } route ? [new KeyValue { Name = "alertflow.route", Value = route }] : Array.Empty<KeyValue>(),
        ],
    };

    private static FindingInfo Info(Message message)
    {
        var notification = message.Notification;
        return new()
        {
            Uid = notification.Incident,
            Title = $"{RuleWords.Of(notification.Lead.Rule)} · {Place.Resource(notification)}",
            Desc = string.Join('\n', message.Facts.Select(fact => $"{fact.Label}: {fact.Text}".TrimStart(':', ' '))),
            Types = [.. notification.Signals.Select(signal => signal.Rule).Distinct()],
            CreatedTime = notification.FirstSeen,
            ModifiedTime = notification.At,
            FirstSeenTime = notification.FirstSeen,
            LastSeenTime = notification.LastSeen,
            Analytic = new() { TypeId = AnalyticType.Rule, Name = "Findings on one resource until quiet", Uid = "alertflow.incident" },
            DataSources = [.. notification.Counts.Select(count => count.Source)],
            SrcUrl = SafeUrl.Of(notification.Lead.SrcUrl),
            RelatedEvents = [.. notification.Signals.Select(signal => Related(notification.Incident, signal))],
            RelatedEventsCount = notification.SignalCount,
        };
    }

    private static RelatedEvent Related(string incident, SignalSummary signal) => new()
    {
        Uid = Id(incident, signal.Source, signal.Rule),
        Title = RuleWords.Of(signal.Rule),
        Type = signal.Rule,
        TypeUid = 200401,
        Count = Clamp(signal.Count),
        SeverityId = signal.Severity,
        FirstSeenTime = signal.FirstSeen,
        LastSeenTime = signal.LastSeen,
        Product = new()
        {
            Name = SourceWords.Of(signal.Source),
            VendorName = Sources.Source.Find(signal.Source)?.Vendor ?? SourceWords.Of(signal.Source),
        },
    };

    private static Remediation? Remediation(Notification notification)
    {
        string[] pages = [.. new[] { SafeUrl.Of(notification.Runbook?.Url), SafeUrl.Of(notification.Lead.Reference) }.OfType<string>()];
        return pages.Length is 0 && notification.Runbook?.First is null
            ? null
            : new() { Desc = notification.Runbook?.First ?? "See the references", References = pages.Length is 0 ? null : pages };
    }

    /// <summary>Writes the counts by source; their sum means nothing to people.</summary>
    private static JsonObject Unmapped(Notification notification)
    {
        var counts = new JsonObject();
        foreach (var count in notification.Counts)
        {
            counts[count.Source] = count.Count;
        }

        var unmapped = new JsonObject
        {
            ["counts"] = counts,
            ["delta"] = notification.Delta,
            ["peak_per_minute"] = notification.PeakPerMinute,
            ["reopens"] = notification.Reopens,
            ["urgent"] = notification.Urgent,
            ["late"] = notification.Late,
        };
        if (notification.Test)
        {
            unmapped["test"] = true;
        }

        if (notification.Adopted)
        {
            unmapped["adopted"] = true;
        }

        if (notification.WouldTell is { } others)
        {
            unmapped["would_tell"] = new JsonArray([.. others.Select(name => JsonValue.Create(name))]);
        }

        if (notification.Silence is { } silence)
        {
            unmapped["silence"] = new JsonObject
            {
                ["name"] = silence.Name,
                ["until"] = silence.Until.ToUnixTimeMilliseconds(),
                ["incidents"] = silence.Incidents,
            };
        }

        return unmapped;
    }

    private static int Clamp(long count) => (int)Math.Clamp(count, 0, int.MaxValue);
}
