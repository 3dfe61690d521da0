namespace AlertFlow.Deployment;

/// <summary>The names of the one table's keys and index, for the infrastructure and the stores.</summary>
public static class TableLayout
{
    public const string PartitionKey = "pk";
    public const string SortKey = "sk";

    /// <summary>The TTL in seconds since 1970. It only cleans up; nothing depends on it.</summary>
    public const string ExpiresAt = "expires_at";

    /// <summary>The sparse index of items that are due; keys only.</summary>
    public const string DueIndex = "due";

    public const string DueShard = "due_shard";

    /// <summary>The time of the next visit, in milliseconds since 1970.</summary>
    public const string DueAt = "due_at";

    /// <summary>The prefix of partitions that people may write: silences and acknowledgements, never incidents.</summary>
    public const string OperatorPrefix = "operator#";
}
