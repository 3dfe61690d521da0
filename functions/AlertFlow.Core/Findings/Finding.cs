namespace AlertFlow.Findings;

/// <summary>
/// What a product reported, normalised: an OCSF 1.6.0 Detection Finding with the profiles cloud, container and
/// security_control. The records serialise to exactly that class; there is no second internal model.
/// </summary>
/// <seealso href="https://schema.ocsf.io/1.6.0/classes/detection_finding?profiles=cloud,container,security_control"/>
public sealed record Finding
{
    public required Activity ActivityId { get; init; }
    public string ActivityName => ActivityId.Caption;
    public int CategoryUid { get; } = 2;
    public string CategoryName { get; } = "Findings";
    public int ClassUid { get; } = 2004;
    public string ClassName { get; } = "Detection Finding";
    public long TypeUid => (ClassUid * 100L) + (int)ActivityId;
    public string TypeName => $"{ClassName}: {ActivityName}";

    /// <summary>When the source last changed the finding; for a runtime event, when it happened.</summary>
    public required Timestamp Time { get; init; }

    public required Severity SeverityId { get; init; }
    public string Severity => SeverityId.Caption;
    public Status? StatusId { get; init; }
    public string? Status => StatusId?.Caption;

    /// <summary>The product's own response, in words for people.</summary>
    public string? StatusDetail { get; init; }

    public Confidence? ConfidenceId { get; init; }
    public string? Confidence => ConfidenceId?.Caption;
    public ProductAction? ActionId { get; init; }
    public string? Action => ActionId?.Caption;
    public Disposition? DispositionId { get; init; }
    public string? Disposition => DispositionId?.Caption;
    public bool? IsAlert { get; init; }

    /// <summary>
    /// How many times the source has seen this finding: cumulative for its <c>metadata.uid</c>.
    /// Absent where every event is an occurrence of its own.
    /// </summary>
    public int? Count { get; init; }

    public Timestamp? StartTime { get; init; }
    public Timestamp? EndTime { get; init; }
    public string? Message { get; init; }
    public required Metadata Metadata { get; init; }
    public required Cloud Cloud { get; init; }
    public required FindingInfo FindingInfo { get; init; }

    /// <summary>The affected resource comes first, then related ones.</summary>
    public IReadOnlyList<ResourceDetails>? Resources { get; init; }

    public IReadOnlyList<Evidence>? Evidences { get; init; }
    public IReadOnlyList<Observable>? Observables { get; init; }
    public IReadOnlyList<Attack>? Attacks { get; init; }
    public Policy? Policy { get; init; }
    public Remediation? Remediation { get; init; }

    /// <summary>The severity that the source gave, where <c>severity_overrides</c> has re-rated the finding.</summary>
    public VendorAttributes? VendorAttributes { get; init; }

    /// <summary>Everything in the event that has no place in the schema.</summary>
    public JsonText? Unmapped { get; init; }
}

/// <summary>OCSF <c>policy</c>: the product's policy that held the rule.</summary>
public sealed record Policy
{
    public string? Uid { get; init; }
    public string? Name { get; init; }
    public string? Desc { get; init; }
    public string? Version { get; init; }
}

/// <summary>OCSF <c>remediation</c>: what to do, with links to documentation.</summary>
public sealed record Remediation
{
    public required string Desc { get; init; }
    public IReadOnlyList<string>? References { get; init; }
}

/// <summary>OCSF <c>vendor_attributes</c>.</summary>
public sealed record VendorAttributes
{
    public required Severity SeverityId { get; init; }
    public string Severity => SeverityId.Caption;
}
