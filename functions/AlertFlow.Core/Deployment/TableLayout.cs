namespace AlertFlow.Deployment;

/// <summary>The names of the one table's keys and index. Infrastructure makes it by them, the stores write by them.</summary>
public static class TableLayout
{
    public const string PartitionKey = "pk";
    public const string SortKey = "sk";

    /// <summary>TTL: it only cleans up, nothing waits for it. Seconds since 1970.</summary>
    public const string ExpiresAt = "expires_at";

    /// <summary>The sparse index of what wants to be visited: keys only.</summary>
    public const string DueIndex = "due";

    public const string DueShard = "due_shard";

    /// <summary>Milliseconds since 1970.</summary>
    public const string DueAt = "due_at";

    /// <summary>The partitions that people may write to: silences and acknowledgements, never incidents.</summary>
    public const string OperatorPrefix = "operator#";
}
