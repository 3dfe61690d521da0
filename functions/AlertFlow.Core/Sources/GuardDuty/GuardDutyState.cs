using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// What GuardDuty tells of its protection, outside its findings. Each event is an occurrence of its own; since it has no id,
/// it is known by what it says, so that a copy on the administrator's bus is the same one.
/// </summary>
internal sealed record GuardDutyState
{
    /// <summary>The rule, and so the signal.</summary>
    public required string Rule { get; init; }

    public required Severity Severity { get; init; }
    public required string Title { get; init; }
    public string? Desc { get; init; }
    public required Place Place { get; init; }

    /// <summary>The affected resource first.</summary>
    public required IReadOnlyList<ResourceDetails> Resources { get; init; }

    public required IReadOnlyList<Evidence> Evidences { get; init; }

    /// <summary>By the detail's own clock, where it has one.</summary>
    public required DateTimeOffset? Time { get; init; }

    /// <summary>The part of GuardDuty that speaks.</summary>
    public required string Feature { get; init; }

    /// <summary>What else tells one event from another.</summary>
    public string? Version { get; init; }

    public required Remediation Remediation { get; init; }

    public static Place PlaceOf(SourceNode root, string? account)
    {
        var region = root["region"].PeekText();
        return new(account ?? root["account"].PeekText(), region, AwsConsole.PartitionOf(region));
    }

    public ParseResult Told(SourceNode root, SourceNode detail)
    {
        if ((Time ?? root["time"].PeekTime()) is not { } time)
        {
            return new ParseResult.Malformed("it has no time that can be read");
        }

        var uid = ContentId.Of($"guardduty|{Place.Account}|{Place.Region}|{Rule}|{string.Join('|', Resources.Select(resource => resource.Uid))}|{Version}|{time.ToUnixTimeMilliseconds()}");
        return new ParseResult.Parsed(new()
        {
            ActivityId = Activity.Create,
            Time = time,
            SeverityId = Severity,
            StatusId = Status.New,
            IsAlert = true,
            StartTime = time,
            EndTime = time,
            Message = Title,
            Metadata = new()
            {
                Uid = uid,
                CorrelationUid = Correlation.Of(Resources).Uid,
                Product = new() { Name = "GuardDuty", VendorName = "AWS", Feature = new() { Name = Feature } },
                LogProvider = "guardduty",
                LogName = root["detail-type"].Text(),
                LogVersion = detail["schemaVersion"].Text(),
                EventCode = Rule,
                OriginalTime = root["time"].Text(),
                Tags = root["id"].Text() is { } eventId ? [new() { Name = "event_id", Value = eventId }] : null,
            },
            Cloud = new()
            {
                Provider = "AWS",
                Account = Place.Account is { } account ? new() { Uid = account, TypeId = 10 } : null,
                Region = Place.Region,
                CloudPartition = Place.Partition,
            },
            FindingInfo = new()
            {
                Uid = uid,
                Title = Title,
                Desc = Desc,
                Types = [Rule],
                CreatedTime = time,
                Analytic = new() { TypeId = AnalyticType.Rule, Name = Rule },
                SrcUrl = AwsConsole.Of(Place.Partition, Place.Region) is { } console ? $"{console}/guardduty/home?region={Place.Region}" : null,
            },
            Resources = Resources,
            Evidences = Evidences.Count > 0 ? Evidences : null,
            Observables = Observables.Of(Resources, Evidences),
            Attacks = MitreAttack.Listed([MitreAttack.OfPurpose(Rule)]),
            Remediation = Remediation,

            // Last of all: by now all that has a home is read.
            Unmapped = root.Remainder(),
        });
    }
}
