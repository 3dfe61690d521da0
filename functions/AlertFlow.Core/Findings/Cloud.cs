namespace AlertFlow.Findings;

/// <summary>OCSF <c>cloud</c>.</summary>
public sealed record Cloud
{
    public required string Provider { get; init; }
    public Account? Account { get; init; }
    public string? Region { get; init; }
    public string? CloudPartition { get; init; }
    public string? Zone { get; init; }
}

/// <summary>OCSF <c>account</c>.</summary>
public sealed record Account
{
    public string? Uid { get; init; }
    public string? Name { get; init; }

    /// <summary>10 is an AWS account.</summary>
    public int? TypeId { get; init; }

    public string? Type => TypeId is 10 ? "AWS Account" : null;
}
