namespace AlertFlow.Findings;

/// <summary>OCSF <c>metadata</c>.</summary>
public sealed record Metadata
{
    /// <summary>The schema version that AlertFlow writes.</summary>
    public const string SchemaVersion = "1.6.0";

    public string Version { get; init; } = SchemaVersion;

    /// <summary>
    /// Identity of the finding: 32 hexadecimal digits derived from the source's own id, the same for every
    /// redelivery and update of one finding.
    /// </summary>
    public required string Uid { get; init; }

    /// <summary>The <c>uid</c> of the resource that findings are aggregated by: the ECS task where there is one.</summary>
    public required string CorrelationUid { get; init; }

    public required Product Product { get; init; }
    public IReadOnlyList<string> Profiles { get; init; } = ["cloud", "container", "security_control"];

    /// <summary>The source's catalogue name, such as <c>guardduty</c>.</summary>
    public required string LogProvider { get; init; }

    public string? LogName { get; init; }
    public string? LogVersion { get; init; }
    public string? EventCode { get; init; }
    public string? OriginalTime { get; init; }
    public IReadOnlyList<string>? Labels { get; init; }
    public IReadOnlyList<KeyValue>? Tags { get; init; }
}

/// <summary>OCSF <c>product</c>.</summary>
public sealed record Product
{
    public required string Name { get; init; }
    public required string VendorName { get; init; }
    public string? Uid { get; init; }
    public string? Version { get; init; }
    public Feature? Feature { get; init; }
}

/// <summary>OCSF <c>feature</c>: the part of the product that made the finding.</summary>
public sealed record Feature
{
    public string? Name { get; init; }
    public string? Uid { get; init; }
}

/// <summary>OCSF <c>key_value_object</c>.</summary>
public sealed record KeyValue
{
    public required string Name { get; init; }
    public required string Value { get; init; }
}
