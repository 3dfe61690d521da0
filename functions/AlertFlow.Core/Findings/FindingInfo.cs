namespace AlertFlow.Findings;

/// <summary>OCSF <c>finding_info</c>.</summary>
public sealed record FindingInfo
{
    /// <summary>The source's own id of the finding; an ARN where there is one.</summary>
    public required string Uid { get; init; }

    public string? UidAlt { get; init; }
    public string? Title { get; init; }
    public string? Desc { get; init; }
    public IReadOnlyList<string>? Types { get; init; }
    public Timestamp? CreatedTime { get; init; }
    public Timestamp? ModifiedTime { get; init; }
    public Timestamp? FirstSeenTime { get; init; }
    public Timestamp? LastSeenTime { get; init; }

    /// <summary>The rule. Its name and the source make a signal.</summary>
    public required Analytic Analytic { get; init; }

    public Product? Product { get; init; }
    public IReadOnlyList<string>? DataSources { get; init; }

    /// <summary>Deep link to the finding in the source's console.</summary>
    public string? SrcUrl { get; init; }

    public IReadOnlyList<RelatedEvent>? RelatedEvents { get; init; }
    public int? RelatedEventsCount { get; init; }
}

/// <summary>OCSF <c>analytic.type_id</c>.</summary>
public enum AnalyticType
{
    Unknown = 0,
    Rule = 1,
    Behavioral = 2,
    Statistical = 3,
    Learning = 4,
    Other = 99,
}

/// <summary>OCSF <c>analytic</c>: the rule or model that fired.</summary>
public sealed record Analytic
{
    public required AnalyticType TypeId { get; init; }
    public string Type => TypeId is AnalyticType.Learning ? "Learning (ML/DL)" : TypeId.ToString();
    public required string Name { get; init; }
    public string? Uid { get; init; }
    public string? Category { get; init; }
    public string? Desc { get; init; }
}

/// <summary>OCSF <c>related_event</c>.</summary>
public sealed record RelatedEvent
{
    public required string Uid { get; init; }
    public string? Title { get; init; }
    public string? Desc { get; init; }
    public string? Type { get; init; }
    public long? TypeUid { get; init; }
    public int? Count { get; init; }
    public Severity? SeverityId { get; init; }
    public string? Severity => SeverityId?.Caption;
    public Timestamp? FirstSeenTime { get; init; }
    public Timestamp? LastSeenTime { get; init; }
    public Timestamp? CreatedTime { get; init; }
    public Timestamp? ModifiedTime { get; init; }
    public IReadOnlyList<Attack>? Attacks { get; init; }

    /// <summary>The uids of the resources, actors and endpoints that it is about.</summary>
    public IReadOnlyList<KeyValue>? Tags { get; init; }

    public Product? Product { get; init; }
}
