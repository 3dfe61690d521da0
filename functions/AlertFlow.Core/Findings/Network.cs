namespace AlertFlow.Findings;

/// <summary>OCSF <c>network_endpoint</c>; it needs an ip, hostname, domain or another name.</summary>
public sealed record NetworkEndpoint
{
    public string? Ip { get; init; }
    public int? Port { get; init; }
    public string? Hostname { get; init; }
    public string? Domain { get; init; }
    public string? SvcName { get; init; }
    public string? Uid { get; init; }
    public string? InstanceUid { get; init; }
    public string? InterfaceUid { get; init; }
    public string? SubnetUid { get; init; }
    public string? VpcUid { get; init; }
    public Location? Location { get; init; }
    public AutonomousSystem? AutonomousSystem { get; init; }
    public string? Isp { get; init; }
    public string? IspOrg { get; init; }
}

/// <summary>OCSF <c>location</c>.</summary>
public sealed record Location
{
    public string? City { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    public double? Lat { get; init; }
    public double? Long { get; init; }
    public string? Desc { get; init; }
}

/// <summary>OCSF <c>autonomous_system</c>.</summary>
public sealed record AutonomousSystem
{
    public int? Number { get; init; }
    public string? Name { get; init; }
}

/// <summary>OCSF <c>network_connection_info.direction_id</c>.</summary>
public enum Direction
{
    Unknown = 0,
    Inbound = 1,
    Outbound = 2,
    Lateral = 3,
    Local = 4,
    Other = 99,
}

/// <summary>OCSF <c>network_connection_info</c>.</summary>
public sealed record ConnectionInfo
{
    public required Direction DirectionId { get; init; }
    public string Direction => DirectionId.ToString();
    public string? ProtocolName { get; init; }
    public int? ProtocolNum { get; init; }
}

/// <summary>OCSF <c>dns_query</c>.</summary>
public sealed record DnsQuery
{
    public required string Hostname { get; init; }
    public string? Type { get; init; }
}
