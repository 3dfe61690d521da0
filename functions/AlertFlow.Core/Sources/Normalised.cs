using AlertFlow.Findings;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources;

/// <summary>
/// What a source has read of one event. Only <see cref="ToFinding"/> makes a finding, so that ids, correlation, observables and
/// what is unmapped follow the same rules for every source.
/// </summary>
internal sealed record Normalised
{
    public required Source Source { get; init; }

    /// <summary>Tells the finding from every other of its source, and is the same for each redelivery and update.</summary>
    public required string Identity { get; init; }

    public required string Rule { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required Severity Severity { get; init; }
    public required Scene Scene { get; init; }
    public required FindingInfo Info { get; init; }

    /// <summary>By default the title.</summary>
    public string? Message { get; init; }

    public Activity Activity { get; init; } = Activity.Create;

    /// <summary>By default it follows from the activity.</summary>
    public Status? Status { get; init; }

    public string? StatusDetail { get; init; }
    public Confidence? Confidence { get; init; }
    public ProductAction? Action { get; init; }
    public Disposition? Disposition { get; init; }
    public int? Count { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? EndTime { get; init; }
    public string? ProductUid { get; init; }
    public string? Feature { get; init; }
    public string? LogName { get; init; }
    public string? LogVersion { get; init; }
    public string? OriginalTime { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];
    public IReadOnlyList<KeyValue> Tags { get; init; } = [];
    public IEnumerable<Attack?> Attacks { get; init; } = [];
    public Policy? Policy { get; init; }
    public Remediation? Remediation { get; init; }

    /// <summary>The severity that the source gave, where <see cref="Severity"/> is another.</summary>
    public Severity? VendorSeverity { get; init; }

    /// <summary>Makes the finding.</summary>
    /// <param name="unread">Returns what was not read of the event. It is called last.</param>
    public Finding ToFinding(Func<JsonText?> unread) => new()
    {
        ActivityId = Activity,
        Time = Time,
        SeverityId = Severity,
        StatusId = Status ?? (Activity is Activity.Create ? Findings.Status.New : Findings.Status.InProgress),
        StatusDetail = StatusDetail,
        ConfidenceId = Confidence,
        ActionId = Action,
        DispositionId = Disposition,
        IsAlert = Activity is Activity.Create ? true : null,
        Count = Count,
        StartTime = StartTime,
        EndTime = EndTime,
        Message = Message ?? Info.Title,
        Metadata = new()
        {
            Uid = ContentId.Of(Source, Identity),
            CorrelationUid = Correlation.Of(Scene.Resources).Uid,
            Product = new()
            {
                Name = Source.Product,
                VendorName = Source.Vendor,
                Uid = ProductUid,
                Feature = Feature is null ? null : new() { Name = Feature },
            },
            LogProvider = Source.Name,
            LogName = LogName,
            LogVersion = LogVersion,
            EventCode = Rule,
            OriginalTime = OriginalTime,
            Labels = OrNull(Labels),
            Tags = OrNull(Tags),
        },
        Cloud = Scene.Cloud,
        FindingInfo = Info,
        Resources = Scene.Resources,
        Evidences = OrNull(Scene.Evidences),
        Observables = Observables.Of(Scene.Resources, Scene.Evidences),
        Attacks = MitreAttack.Listed(Attacks),
        Policy = Policy,
        Remediation = Remediation,
        VendorAttributes = VendorSeverity is { } vendor ? new() { SeverityId = vendor } : null,
        Unmapped = unread(),
    };

    private static IReadOnlyList<T>? OrNull<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;
}
