using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Turns a GuardDuty finding into OCSF.</summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html"/>
internal static class GuardDutyFinding
{
    public static ParseResult Parse(SourceNode root, SourceNode detail)
    {
        var arn = detail["arn"].Text();
        var id = detail["id"].Text() ?? (arn?.LastIndexOf("/finding/", StringComparison.Ordinal) is >= 0 ? Arn.Of(arn)?.Name : null);
        if (string.IsNullOrEmpty(id))
        {
            return new ParseResult.Malformed("it has no id: neither \"id\" nor an \"arn\" that ends in one");
        }

        if (detail["type"].Text() is not { } type)
        {
            return new ParseResult.Malformed("it has no \"type\", which is its rule");
        }

        var service = detail["service"];
        var (firstSeen, lastSeen) = (service["eventFirstSeen"].Time(), service["eventLastSeen"].Time());
        var (created, updated) = (detail["createdAt"].Time(), detail["updatedAt"].Time());
        var time = lastSeen ?? updated ?? firstSeen ?? created ?? root["time"].Time();
        return time is null
            ? new ParseResult.Malformed("it has no time that can be read")
            : new ParseResult.Parsed(Finding(root, detail, new(id, arn, type, time.Value, firstSeen, lastSeen, created, updated)));
    }

    private static Finding Finding(SourceNode root, SourceNode detail, Identity identity)
    {
        var service = detail["service"];
        var arn = Arn.Of(identity.Arn);
        var place = new Place(
            detail["accountId"].Text() ?? arn?.Account ?? root["account"].PeekText(),
            detail["region"].Text() ?? arn?.Region ?? root["region"].PeekText(),
            detail["partition"].Text() ?? arn?.Partition);
        var sequence = GuardDutySequence.Read(service["detection"]["sequence"], identity.Type, place);
        var resources = sequence?.Resources ?? GuardDutyResources.Read(detail["resource"], service, place);
        var evidences = GuardDutyEvidence.Read(detail["resource"], service, sequence);
        var sample = GuardDutySample.Is(service["additionalInfo"]);
        var severity = SeverityOf(detail["severity"].PeekDouble());
        var archived = service["archived"].PeekBool() is true;
        var count = service["count"].PeekInt() is >= 1 ? service["count"].Int() ?? 1 : 1;
        return new Normalised
        {
            Source = GuardDutySource.Row,
            Identity = $"{place.Account}|{place.Region}|{identity.Id}",
            Rule = identity.Type,
            Time = identity.Time,
            Severity = sample ? Severity.Informational : severity,
            VendorSeverity = sample ? severity : null,
            Scene = new(place.Cloud, resources, evidences),
            Info = Info(detail, identity, place, sequence, Related(detail, sequence)),
            Activity = archived ? Activity.Close : count is 1 ? Activity.Create : Activity.Update,
            Status = archived ? Status.Archived : null,
            Confidence = detail["confidence"].PeekDouble() is 0 ? Confidence.Low : null,
            Action = GuardDutyActions.Taken(service["action"]),
            Count = count,
            StartTime = identity.FirstSeen,
            EndTime = identity.LastSeen,
            ProductUid = service["detectorId"].Text(),
            Feature = service["featureName"].Text(),
            LogName = root["detail-type"].Text(),
            LogVersion = detail["schemaVersion"].Text(),
            OriginalTime = root["time"].Text(),
            Labels = sample ? [SampleFinding.Label] : [],
            Tags = root != detail && root["id"].Text() is { } eventId ? [new() { Name = "event_id", Value = eventId }] : [],
            Attacks = [MitreAttack.OfPurpose(identity.Type), .. sequence?.Attacks ?? []],
            Remediation = GuardDutyDocumentation.Of(identity.Type),
        }.ToFinding(root.Remainder);
    }

    private static FindingInfo Info(
        SourceNode detail, Identity identity, Place place, GuardDutySequence? sequence, IReadOnlyList<RelatedEvent> related) => new()
        {
            Uid = identity.Arn ?? identity.Id,
            UidAlt = identity.Arn is null ? null : identity.Id,
            Title = detail["title"].Text() ?? identity.Type,
            Desc = detail["description"].Text(),
            Types = [identity.Type],
            CreatedTime = identity.Created,
            ModifiedTime = identity.Updated,
            FirstSeenTime = identity.FirstSeen,
            LastSeenTime = identity.LastSeen,
            Analytic = new()
            {
                TypeId = sequence is null && !detail["service"]["detection"]["anomaly"].IsObject ? AnalyticType.Rule : AnalyticType.Learning,

                // Custom rules share one type: the name distinguishes them, and `types` keeps the type.
                Name = detail["customDetectionRuleName"].Text() ?? identity.Type,
                Uid = detail["service"]["detectorId"].Text(),
            },
            SrcUrl = place.Console is { } console ? $"{console}#/findings?macros=current&fId={Uri.EscapeDataString(identity.Id)}" : null,
            RelatedEvents = related is { Count: > 0 } ? related : null,
            RelatedEventsCount = related is { Count: > 0 and var count } ? count : null,
        };

    /// <summary>Returns a sequence's signals, or the sequence of a finding and the finding that started a scan.</summary>
    private static List<RelatedEvent> Related(SourceNode detail, GuardDutySequence? sequence)
    {
        var (whole, trigger) =
            (detail["associatedAttackSequenceArn"].Text(), detail["service"]["ebsVolumeScanDetails"]["triggerFindingId"].Text());
        List<RelatedEvent> related = [.. sequence?.Signals ?? []];
        if (whole is not null)
        {
            related.Add(new() { Uid = whole, Title = "Attack sequence that it is a signal of", Type = "ATTACK_SEQUENCE" });
        }

        if (trigger is not null)
        {
            related.Add(new() { Uid = trigger, Title = "Finding that had the volumes scanned", Type = "FINDING" });
        }

        return related;
    }

    /// <summary>Maps a severity. Fractions are rounded down: 8.95 is still High.</summary>
    internal static Severity SeverityOf(double? severity) => severity is null ? Severity.Unknown : Math.Floor(severity.Value) switch
    {
        >= 9 => Severity.Critical,
        >= 7 => Severity.High,
        >= 4 => Severity.Medium,
        >= 1 => Severity.Low,
        _ => Severity.Informational,
    };

    private sealed record Identity(
        string Id,
        string? Arn,
        string Type,
        DateTimeOffset Time,
        DateTimeOffset? FirstSeen,
        DateTimeOffset? LastSeen,
        DateTimeOffset? Created,
        DateTimeOffset? Updated);
}
