using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads the endpoints of a connection. An endpoint needs an address or a name: a port alone stays unmapped.</summary>
internal static class GuardDutyEndpoint
{
    public static NetworkEndpoint? Remote(SourceNode remote, SourceNode port)
    {
        if (Ip(remote["ipAddressV4"], remote["ipAddressV6"]) is not { } ip)
        {
            return null;
        }

        var organization = remote["organization"];
        var (number, name) = (organization["asn"].Int(), organization["asnOrg"].Text());
        return new()
        {
            Ip = ip,
            Port = Port(port["port"]),
            SvcName = port["portName"].Text(),
            Location = Location(remote),
            AutonomousSystem = number is null && name is null ? null : new() { Number = number, Name = name },
            Isp = organization["isp"].Text(),
            IspOrg = organization["org"].Text(),
        };
    }

    public static NetworkEndpoint? Local(SourceNode local, SourceNode port, SourceNode networkInterface)
    {
        var (ip, interfaceUid) = (Ip(local["ipAddressV4"], local["ipAddressV6"]), networkInterface.Text());
        var service = port["portName"].Text();
        return ip is null && interfaceUid is null && service is null ? null : new()
        {
            Ip = ip,
            InterfaceUid = interfaceUid,
            Port = Port(port["port"]),
            SvcName = service,
        };
    }

    public static int? Port(SourceNode port) => port.PeekInt() is >= 0 and <= 65535 ? port.Int() : null;

    /// <summary>Reads an endpoint of an attack sequence, which has other member names.</summary>
    public static NetworkEndpoint? OfSequence(SourceNode endpoint)
    {
        var (ip, domain) = (Ip(endpoint["ip"]), endpoint["domain"].Text());
        if (ip is null && domain is null)
        {
            return null;
        }

        var (system, location) = (endpoint["autonomousSystem"], endpoint["location"]);
        var (number, organisation) = (system["number"].Int(), system["name"].Text());
        var (city, country) = (location["city"].Text(), location["country"].Text());
        return new()
        {
            Ip = ip,
            Domain = domain,
            Port = Port(endpoint["port"]),
            AutonomousSystem = number is null && organisation is null ? null : new() { Number = number, Name = organisation },
            Location = city is null && country is null ? null : new()
            {
                City = city,
                Country = country,
                Lat = location["lat"].Double(),
                Long = location["lon"].Double(),
            },
        };
    }

    private static Location? Location(SourceNode remote)
    {
        var (city, code, country) =
            (remote["city"]["cityName"].Text(), remote["country"]["countryCode"].Text(), remote["country"]["countryName"].Text());
        return (city ?? code ?? country) is null ? null : new()
        {
            City = city,
            Country = code ?? country,
            Desc = code is null ? null : country,
            Lat = remote["geoLocation"]["lat"].Double(),
            Long = remote["geoLocation"]["lon"].Double(),
        };
    }

    /// <summary>Takes the first valid address. The schema refuses any other text, which stays unmapped.</summary>
    public static string? Ip(params ReadOnlySpan<SourceNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (IpAddress.IsOne(node.PeekText()))
            {
                return node.Text();
            }
        }

        return null;
    }
}
