namespace AlertFlow.Notifications;

/// <summary>The resource that an incident is about.</summary>
public sealed record AffectedResource
{
    /// <summary>The incident key, as text.</summary>
    public required string Key { get; init; }

    /// <summary>The type, as CloudFormation writes it.</summary>
    public required string Type { get; init; }

    public required string Uid { get; init; }
    public required string Account { get; init; }
    public string? AccountName { get; init; }
    public string? Region { get; init; }
    public string? Partition { get; init; }
    public string? Cluster { get; init; }
    public string? Service { get; init; }
    public string? TaskFamily { get; init; }
    public string? TaskId { get; init; }
    public string? LaunchType { get; init; }
    public string? Name { get; init; }
}
