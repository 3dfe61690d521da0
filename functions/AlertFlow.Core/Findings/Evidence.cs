namespace AlertFlow.Findings;

/// <summary>
/// OCSF <c>evidences</c>. A container alone is not valid evidence: it needs a process, a file or another fact.
/// </summary>
public sealed record Evidence
{
    public string? Name { get; init; }
    public Process? Process { get; init; }
    public Container? Container { get; init; }
    public Actor? Actor { get; init; }
    public FileDetails? File { get; init; }
    public NetworkEndpoint? SrcEndpoint { get; init; }
    public NetworkEndpoint? DstEndpoint { get; init; }
    public ConnectionInfo? ConnectionInfo { get; init; }
    public DnsQuery? Query { get; init; }
    public Api? Api { get; init; }
    public JsonText? Data { get; init; }

    /// <summary>Makes evidence of a container alone. Its name is repeated as the other fact that the schema requires.</summary>
    internal static Evidence Of(Container container) =>
        new() { Container = container, Data = JsonText.Object(("container", container.Name ?? container.Uid)) };
}

/// <summary>OCSF <c>actor</c>.</summary>
public sealed record Actor
{
    public Process? Process { get; init; }
    public User? User { get; init; }
}

/// <summary>OCSF <c>api</c>.</summary>
public sealed record Api
{
    public required string Operation { get; init; }
    public ApiService? Service { get; init; }
    public ApiResponse? Response { get; init; }
}

/// <summary>OCSF <c>service</c>.</summary>
public sealed record ApiService
{
    public required string Name { get; init; }
}

/// <summary>OCSF <c>response</c>.</summary>
public sealed record ApiResponse
{
    public string? Error { get; init; }
}
