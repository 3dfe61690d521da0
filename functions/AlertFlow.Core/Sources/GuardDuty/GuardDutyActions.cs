using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// Reads the actions that GuardDuty saw in flow logs, DNS logs and audit trails. Members without a place in the schema stay with
/// their action as data.
/// </summary>
internal static class GuardDutyActions
{
    private const string BlockedMember = "blocked";

    private static readonly string[] CanBeBlocked = ["networkConnectionAction", "dnsRequestAction", "portProbeAction"];

    public static void Read(SourceNode action, SourceNode resource, Container? container, List<Evidence> evidences)
    {
        void Add(Evidence? evidence)
        {
            if (evidence is not null)
            {
                evidences.Add(container is null ? evidence : evidence with { Container = container });
            }
        }

        Add(Connection(action["networkConnectionAction"]));
        Add(Dns(action["dnsRequestAction"]));
        Add(AwsCall(action["awsApiCallAction"], resource));
        GuardDutyKubernetes.Read(action, resource, Add);
        foreach (var probe in action["portProbeAction"]["portProbeDetails"].Items)
        {
            Add(Probe(probe));
        }

        foreach (var login in Logins(action["rdsLoginAttemptAction"], resource["rdsDbUserDetails"]))
        {
            Add(login);
        }
    }

    public static ProductAction? Taken(SourceNode action)
    {
        foreach (var name in CanBeBlocked)
        {
            if (action[name][BlockedMember].PeekBool() is { } blocked)
            {
                return blocked ? ProductAction.Denied : ProductAction.Allowed;
            }
        }

        return null;
    }

    /// <summary>Returns what is still unread of an object, and marks it as read. Any other value stays unread.</summary>
    public static JsonText? Rest(SourceNode node) => node.IsObject ? node.Json() : null;

    private static Evidence? Connection(SourceNode connection)
    {
        var remote = GuardDutyEndpoint.Remote(connection["remoteIpDetails"], connection["remotePortDetails"]);
        var local = GuardDutyEndpoint.Local(
            connection["localIpDetails"], connection["localPortDetails"], connection["localNetworkInterface"]);
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
            Data = Rest(connection),
        };
    }

    private static Evidence? Dns(SourceNode dns)
    {
        var (domain, withSuffix) = (dns["domain"].Text(), dns["domainWithSuffix"].PeekText());
        return (domain ?? withSuffix) is not { } hostname ? null : new()
        {
            Query = new() { Hostname = domain ?? dns["domainWithSuffix"].Text() ?? hostname },
            ConnectionInfo = dns["protocol"].Text() is { } protocol
                ? new() { DirectionId = Direction.Outbound, ProtocolName = protocol } : null,
            Data = Rest(dns),
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
            Data = Rest(call),
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
            Data = Rest(probe),
        };
    }

    /// <summary>Reads the users that tried to log in to a database. The resource has details of one of them.</summary>
    private static Evidence[] Logins(SourceNode action, SourceNode user)
    {
        if (!action.Exists && !user.Exists)
        {
            return [];
        }

        var remote = GuardDutyEndpoint.Remote(action["remoteIpDetails"], SourceNode.Missing);
        Evidence[] logins =
        [
            .. action["loginAttributes"].Items.Append(user)
                .Where(login => login["user"].PeekText() is not null)
                .DistinctBy(login => login["user"].PeekText())
                .Select(login =>
                    new Evidence
                    {
                        Actor = new() { User = new() { Name = login["user"].Text() } },
                        SrcEndpoint = remote,
                        Data = Rest(login),
                    }),
        ];
        return logins.Length is 0 && remote is not null ? [new() { SrcEndpoint = remote }] : logins;
    }
}
