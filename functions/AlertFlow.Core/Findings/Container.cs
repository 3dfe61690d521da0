namespace AlertFlow.Findings;

/// <summary>OCSF <c>container</c>. Its <c>pod_uuid</c> is never written, since an ECS task id is not one.</summary>
public sealed record Container
{
    public string? Uid { get; init; }
    public string? Name { get; init; }
    public string? Orchestrator { get; init; }
    public string? Runtime { get; init; }
    public Image? Image { get; init; }
}

/// <summary>OCSF <c>image</c>; the uid is the digest where it is known, otherwise the full reference.</summary>
public sealed record Image
{
    public required string Uid { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<KeyValue>? Tags { get; init; }
}
