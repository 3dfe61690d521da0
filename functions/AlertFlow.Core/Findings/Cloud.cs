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
    private const int Aws = 10;

    public string? Uid { get; init; }
    public string? Name { get; init; }

    /// <summary>10 is an AWS account.</summary>
    public int? TypeId { get; init; }

    public string? Type => TypeId is Aws ? "AWS Account" : null;

    /// <summary>Returns an AWS account, or null without an id.</summary>
    internal static Account? OfAws(string? uid) => uid is null ? null : new() { Uid = uid, TypeId = Aws };
}
