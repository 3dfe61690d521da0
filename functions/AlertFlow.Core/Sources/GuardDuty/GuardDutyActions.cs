using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>What was done, as GuardDuty saw it in flow logs, DNS logs and audit trails. Each action is read where it is present.</summary>
internal static class GuardDutyActions
{
    private const string BlockedMember = "blocked";

    private static readonly string[] CanBeBlocked = ["networkConnectionAction", "dnsRequestAction", "portProbeAction"];

    public static IEnumerable<Evidence> Read(SourceNode action, SourceNode resource, Container? container) =>
        ((IEnumerable<Evidence?>)
        [
            Connection(action["networkConnectionAction"]),
            Dns(action["dnsRequestAction"]),
            AwsCall(action["awsApiCallAction"], resource),
            KubernetesCall(action["kubernetesApiCallAction"], resource),
            .. action["portProbeAction"]["portProbeDetails"].Items.Select(Probe),
            .. Logins(action["rdsLoginAttemptAction"], resource),
        ]).OfType<Evidence>().Select(evidence => evidence with { Container = container });

    public static ProductAction? Taken(SourceNode action) =>
        CanBeBlocked.Select(name => action[name][BlockedMember].PeekBool()).FirstOrDefault(blocked => blocked is not null) switch
        {
            true => ProductAction.Denied,
            false => ProductAction.Allowed,
            null => null,
        };

    private static Evidence? Connection(SourceNode connection)
    {
        var remote = GuardDutyEndpoint.Remote(connection["remoteIpDetails"], connection["remotePortDetails"]);
        var local = GuardDutyEndpoint.Local(connection["localIpDetails"], connection["localPortDetails"], connection["localNetworkInterface"]);
        var direction = connection["connectionDirection"].PeekText()?.ToUpperInvariant() switch
        {
            "INBOUND" => Direction.Inbound,
            "OUTBOUND" => Direction.Outbound,
            _ => Direction.Unknown,
        };
        return remote is null && local is null ? null : new()
        {
            SrcEndpoint = direction is Direction.Inbound ? remote : local,
            DstEndpoint = direction is Direction.Inbound ? local : remote,
            ConnectionInfo = new() { DirectionId = direction, ProtocolName = connection["protocol"].Text() },
        };
    }

    private static Evidence? Dns(SourceNode dns)
    {
        var (domain, withSuffix) = (dns["domain"].Text(), dns["domainWithSuffix"].PeekText());
        return (domain ?? withSuffix) is not { } hostname ? null : new()
        {
            Query = new() { Hostname = domain ?? dns["domainWithSuffix"].Text() ?? hostname },
            ConnectionInfo = dns["protocol"].Text() is { } protocol ? new() { DirectionId = Direction.Outbound, ProtocolName = protocol } : null,
        };
    }

    private static Evidence? AwsCall(SourceNode call, SourceNode resource)
    {
        var operation = call["api"].Text();
        var remote = GuardDutyEndpoint.Remote(call["remoteIpDetails"], SourceNode.Missing)
            ?? (call["domainDetails"]["domain"].Text() is { } domain ? new() { Domain = domain } : null);
        return operation is null && remote is null ? null : new()
        {
            Api = operation is null ? null : new()
            {
                Operation = operation,
                Service = call["serviceName"].Text() is { } service ? new() { Name = service } : null,
                Response = call["errorCode"].Text() is { } error ? new() { Error = error } : null,
            },
            SrcEndpoint = remote,
            Actor = resource["accessKeyDetails"]["userName"].PeekText() is { } user ? new() { User = new() { Name = user } } : null,
        };
    }

    private static Evidence? KubernetesCall(SourceNode call, SourceNode resource)
    {
        var user = resource["kubernetesDetails"]["kubernetesUserDetails"];
        var (name, uid) = (user["username"].Text(), user["uid"].Text());
        var verb = call["verb"].Text();
        var remote = GuardDutyEndpoint.Remote(call["remoteIpDetails"], SourceNode.Missing);
        UserGroup[] groups = name is null && uid is null
            ? []
            : [.. user["groups"].Items.Select(group => group.Text()).OfType<string>().Select(group => new UserGroup { Name = group })];
        var actor = name is null && uid is null
            ? null
            : new Actor { User = new() { Name = name, Uid = uid, Groups = groups.Length > 0 ? groups : null } };
        return verb is null && remote is null && actor is null ? null : new()
        {
            Api = verb is null ? null : new() { Operation = verb, Service = new() { Name = "kubernetes" } },
            SrcEndpoint = remote,
            Actor = actor,
        };
    }

    private static Evidence? Probe(SourceNode probe)
    {
        var remote = GuardDutyEndpoint.Remote(probe["remoteIpDetails"], SourceNode.Missing);
        var local = GuardDutyEndpoint.Local(probe["localIpDetails"], probe["localPortDetails"], SourceNode.Missing);
        return remote is null && local is null ? null : new()
        {
            SrcEndpoint = remote,
            DstEndpoint = local,
            ConnectionInfo = new() { DirectionId = Direction.Inbound },
        };
    }

    private static IEnumerable<Evidence> Logins(SourceNode action, SourceNode resource)
    {
        var remote = GuardDutyEndpoint.Remote(action["remoteIpDetails"], SourceNode.Missing);
        string[] users =
        [
            .. action["loginAttributes"].Items.Select(login => login["user"].Text())
                .Append(resource["rdsDbUserDetails"]["user"].Text())
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        return users.Length is 0 && remote is not null
            ? [new() { SrcEndpoint = remote }]
            : users.Select(user => new Evidence { Actor = new() { User = new() { Name = user } }, SrcEndpoint = remote });
    }
}
