using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// An event about GuardDuty's own protection, outside its findings. Each event is an occurrence of its own. It has no id, so its
/// content identifies it: a copy on the administrator's bus is the same event.
/// </summary>
internal sealed record GuardDutyState
{
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }
    public required string Title { get; init; }
    public string? Desc { get; init; }
    public required Place Place { get; init; }
    public required IReadOnlyList<ResourceDetails> Resources { get; init; }
    public required IReadOnlyList<Evidence> Evidences { get; init; }

    /// <summary>The time in the detail, where it has one. Otherwise the time of the event counts.</summary>
    public required DateTimeOffset? Time { get; init; }

    /// <summary>The part of GuardDuty that sent the event.</summary>
    public required string Feature { get; init; }

    /// <summary>Tells two events about the same resources apart.</summary>
    public string? Version { get; init; }

    public required Remediation Remediation { get; init; }

    public static Place PlaceOf(SourceNode root, string? account)
    {
        var region = root["region"].PeekText();
        return new(account ?? root["account"].PeekText(), region, AwsConsole.PartitionOf(region));
    }

    public ParseResult Parsed(SourceNode root, SourceNode detail)
    {
        if ((Time ?? root["time"].PeekTime()) is not { } time)
        {
            return new ParseResult.Malformed("it has no time that can be read");
        }

        var resources = string.Join('|', Resources.Select(resource => resource.Uid));
        var identity = $"{Place.Account}|{Place.Region}|{Rule}|{resources}|{Version}|{time.ToUnixTimeMilliseconds()}";
        return new ParseResult.Parsed(new Normalised
        {
            Source = GuardDutySource.Row,
            Identity = identity,
            Rule = Rule,
            Time = time,
            Severity = Severity,
            Scene = new(Place.Cloud, Resources, Evidences),
            Info = new()
            {
                Uid = ContentId.Of(GuardDutySource.Row, identity),
                Title = Title,
                Desc = Desc,
                Types = [Rule],
                CreatedTime = time,
                Analytic = new() { TypeId = AnalyticType.Rule, Name = Rule },
                SrcUrl = Place.Console,
            },
            StartTime = time,
            EndTime = time,
            Feature = Feature,
            LogName = root["detail-type"].Text(),
            LogVersion = detail["schemaVersion"].Text(),
            OriginalTime = root["time"].Text(),
            Tags = root["id"].Text() is { } eventId ? [new() { Name = "event_id", Value = eventId }] : [],
            Attacks = [MitreAttack.OfPurpose(Rule)],
            Remediation = Remediation,
        }.ToFinding(root.Remainder));
    }
}
