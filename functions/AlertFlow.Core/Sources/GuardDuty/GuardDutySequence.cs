using System.Text.Json.Nodes;
using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>
/// An attack sequence: several signals that GuardDuty takes for one attack. Its resources grow, so that it belongs to
/// its ECS cluster, or to the account where it has several.
/// </summary>
internal sealed record GuardDutySequence(
    IReadOnlyList<ResourceDetails> Resources,
    IReadOnlyList<RelatedEvent> Signals,
    IReadOnlyList<Evidence> Evidences,
    IReadOnlyList<Attack?> Attacks)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ECS_CLUSTER"] = ResourceType.Cluster,
        ["ECS_TASK"] = ResourceType.Task,
        ["CONTAINER"] = ResourceType.Container,
        ["EC2_INSTANCE"] = ResourceType.Instance,
        ["EC2_NETWORK_INTERFACE"] = "AWS::EC2::NetworkInterface",
        ["EC2_IMAGE"] = ResourceType.MachineImage,
        ["EC2_LAUNCH_TEMPLATE"] = "AWS::EC2::LaunchTemplate",
        ["AUTOSCALING_AUTO_SCALING_GROUP"] = "AWS::AutoScaling::AutoScalingGroup",
        ["CLOUDFORMATION_STACK"] = "AWS::CloudFormation::Stack",
        ["EKS_CLUSTER"] = ResourceType.KubernetesCluster,
        ["KUBERNETES_WORKLOAD"] = ResourceType.KubernetesWorkload,
        ["S3_BUCKET"] = ResourceType.Bucket,
        ["S3_OBJECT"] = ResourceType.S3Object,
        ["ACCESS_KEY"] = ResourceType.AccessKey,
        ["IAM_INSTANCE_PROFILE"] = "AWS::IAM::InstanceProfile",
    };

    private static readonly string[] NotRegional = [ResourceType.AccessKey, "AWS::IAM::InstanceProfile"];

    public static GuardDutySequence? Read(SourceNode sequence, string type, Place place)
    {
        if (!sequence.IsObject && !type.StartsWith("AttackSequence:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        ResourceDetails[] named = [.. sequence["resources"].Items.Select(resource => Resource(resource, place)).OfType<ResourceDetails>()];
        var owner = Owner(named, place);
        return new(
            [owner, .. named.Where(resource => resource.Uid != owner.Uid)],
            [.. sequence["signals"].Items.Select(Signal).OfType<RelatedEvent>()],
            [.. sequence["endpoints"].Items.Select(Endpoint).Concat(sequence["actors"].Items.Select(Actor)).OfType<Evidence>()],
            [.. Attacked(sequence["sequenceIndicators"])]);
    }

    private static ResourceDetails Owner(IReadOnlyList<ResourceDetails> named, Place place)
    {
        ResourceDetails[] clusters = [.. named.Where(resource => resource.Type is ResourceType.Cluster).DistinctBy(cluster => cluster.Uid)];
        if (clusters.Length is 0)
        {
            clusters =
            [
                .. named.Where(resource => resource.Type is ResourceType.Task)
                    .Select(task => Arn.Of(task.Uid) is { ClusterOfTask: { } cluster } arn
                        ? Ecs.Cluster(arn.Sibling($"cluster/{cluster}"), cluster, ResourceRole.Target, place.Region)
                        : null)
                    .OfType<ResourceDetails>()
                    .DistinctBy(cluster => cluster.Uid),
            ];
        }

        if (clusters.Length is 0)
        {
            clusters = [.. named.Where(resource => resource.Type is ResourceType.KubernetesCluster).DistinctBy(cluster => cluster.Uid)];
        }

        return clusters is [var only] ? only with { RoleId = ResourceRole.Target } : GuardDutyResources.Account(place);
    }

    private static ResourceDetails? Resource(SourceNode resource, Place place)
    {
        var (uid, name) = (resource["uid"].Text(), resource["name"].Text());
        if ((uid ?? name) is not { } known)
        {
            return null;
        }

        var type = resource["resourceType"].PeekText();
        var formal = type is not null && Types.TryGetValue(type, out var found) ? found : type ?? ResourceType.Unknown;
        return new()
        {
            Type = formal,
            Uid = known,
            Name = name ?? Arn.Of(uid)?.Name,
            RoleId = ResourceRole.Related,
            Region = NotRegional.Contains(formal) ? null : resource["region"].Text() ?? place.Region,
            CloudPartition = resource["cloudPartition"].Text() ?? place.Partition,
            Owner = Ecs.Owner(resource["accountId"].Text()),
            Tags = GuardDutyResources.Tags(resource["tags"]),
            Data = resource["data"] is { IsObject: true } data ? data.Json() as JsonObject : null,
        };
    }

    private static RelatedEvent? Signal(SourceNode signal)
    {
        var (uid, name) = (signal["uid"].Text(), signal["name"].Text());
        return (uid ?? name) is not { } known ? null : new()
        {
            Uid = known,
            Title = name,
            Type = signal["type"].Text(),
            Count = signal["count"].Int(),
            SeverityId = GuardDutyFinding.Bucket(signal["severity"].PeekDouble()),
            FirstSeenTime = signal["firstSeenAt"].Time(),
            LastSeenTime = signal["lastSeenAt"].Time(),
        };
    }

    private static Evidence? Endpoint(SourceNode endpoint)
    {
        var (ip, domain) = (IpAddress.Of(endpoint["ip"]), endpoint["domain"].Text());
        if (ip is null && domain is null)
        {
            return null;
        }

        var system = endpoint["autonomousSystem"];
        var (number, organisation) = (system["number"].Int(), system["name"].Text());
        var remote = new NetworkEndpoint
        {
            Ip = ip,
            Domain = domain,
            Port = GuardDutyEndpoint.Port(endpoint["port"]),
            AutonomousSystem = number is null && organisation is null ? null : new() { Number = number, Name = organisation },
        };
        var inbound = string.Equals(endpoint["connection"]["direction"].PeekText(), "INBOUND", StringComparison.OrdinalIgnoreCase);
        return new() { SrcEndpoint = inbound ? remote : null, DstEndpoint = inbound ? null : remote };
    }

    private static Evidence? Actor(SourceNode actor)
    {
        var user = actor["user"];
        var (name, uid) = (user["name"].Text(), user["uid"].Text());
        var process = actor["process"];
        var (processName, path) = (process["name"].Text(), process["path"].Text());
        var actorUser = name is null && uid is null ? null : new User { Name = name, Uid = uid, Type = user["type"].Text() };
        var actorProcess = (processName ?? path) is not { } known ? null : new Process
        {
            Uid = actor["id"].PeekText() ?? known,
            Name = processName,
            Path = path,
            File = path is null ? null : new() { Name = GuardDutyRuntime.FileName(path), Path = path, Hashes = GuardDutyRuntime.Sha256(process["sha256"]) },
        };
        return actorUser is null && actorProcess is null ? null : new()
        {
            Process = actorProcess,
            Actor = actorUser is null ? null : new() { User = actorUser },
        };
    }

    private static IEnumerable<Attack?> Attacked(SourceNode indicators) =>
        from indicator in indicators.Items
        let key = indicator["key"].PeekText()
        where key is "ATTACK_TACTIC" or "ATTACK_TECHNIQUE"
        from value in indicator["values"].Items
        let text = value.PeekText()
        where text is not null
        select key is "ATTACK_TACTIC" ? Mitre.OfTactic(text) : Mitre.OfTag(text);
}
