using AlertFlow.Findings;
using AlertFlow.Reading;
using AlertFlow.Sources.Mitre;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// An attack sequence: several signals that GuardDuty sees as one attack. Its list of resources grows, so it is about the resource of
/// its type, such as the ECS cluster, or about the account where there are several. It is never about a task.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html"/>
internal sealed record GuardDutySequence(
    IReadOnlyList<ResourceDetails> Resources,
    IReadOnlyList<RelatedEvent> Signals,
    IReadOnlyList<Evidence> Evidences,
    IReadOnlyList<Attack?> Attacks)
{
    private const string Purpose = "AttackSequence:";

    /// <summary>The affected resource type of each finding type. An unknown type is about a cluster, where there is one.</summary>
    private static readonly (string Type, string Resource)[] About =
    [
        ($"{Purpose}ECS/", ResourceType.Cluster),
        ($"{Purpose}EKS/", ResourceType.KubernetesCluster),
        ($"{Purpose}EC2/", GuardDutySequenceResource.ScalingGroup),
        ($"{Purpose}S3/", ResourceType.Bucket),
        ($"{Purpose}IAM/", ResourceType.AccessKey),
        ("", ResourceType.Cluster),
        ("", ResourceType.KubernetesCluster),
    ];

    public static GuardDutySequence? Read(SourceNode sequence, string type, Place place)
    {
        if (!sequence.IsObject && !type.StartsWith(Purpose, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        ResourceDetails[] named =
            [.. sequence["resources"].Items.Select(resource => GuardDutySequenceResource.Read(resource, place)).OfType<ResourceDetails>()];
        var owner = Owner(named, type, place);
        return new(
            [
                owner is null ? GuardDutyResources.Account(place) : owner with { RoleId = ResourceRole.Target },
                .. named.Where(resource => !ReferenceEquals(resource, owner)),
            ],
            [.. sequence["signals"].Items.Select(Signal).OfType<RelatedEvent>()],
            [.. sequence["endpoints"].Items.Select(Endpoint).Concat(sequence["actors"].Items.Select(Actor)).OfType<Evidence>()],
            [.. Attacked(sequence["sequenceIndicators"])]);
    }

    /// <returns>A named or derived resource, or null where there are none or several.</returns>
    private static ResourceDetails? Owner(IReadOnlyList<ResourceDetails> named, string type, Place place)
    {
        foreach (var (about, resource) in About)
        {
            if (type.StartsWith(about, StringComparison.OrdinalIgnoreCase) && Of(resource, named, place) is { Length: > 0 } owners)
            {
                return owners is [var only] ? only : null;
            }
        }

        return null;
    }

    /// <summary>Returns the resources of a type. Clusters are derived from the ARNs of tasks where they are not named.</summary>
    private static ResourceDetails[] Of(string type, IReadOnlyList<ResourceDetails> named, Place place)
    {
        ResourceDetails[] told = [.. named.Where(resource => resource.Type == type).DistinctBy(resource => resource.Uid)];
        return told.Length > 0 || type is not ResourceType.Cluster ? told :
        [
            .. named.Where(resource => resource.Type is ResourceType.Task)
                .Select(task => Arn.Of(task.Uid) is { ClusterOfTask: { } cluster } arn
                    ? Ecs.Cluster(arn.Sibling($"cluster/{cluster}"), cluster, ResourceRole.Target, place.Region)
                    : null)
                .OfType<ResourceDetails>()
                .DistinctBy(cluster => cluster.Uid),
        ];
    }

    private static RelatedEvent? Signal(SourceNode signal)
    {
        var (uid, name) = (signal["uid"].Text(), signal["name"].Text());
        if ((uid ?? name) is not { } known)
        {
            return null;
        }

        List<KeyValue> tags = [];
        Link("resource", signal["resourceUids"], tags);
        Link("actor", signal["actorIds"], tags);
        Link("endpoint", signal["endpointIds"], tags);
        return new()
        {
            Uid = known,
            Title = name,
            Desc = signal["description"].Text(),
            Type = signal["type"].Text(),
            Count = signal["count"].Int(),
            SeverityId = signal["severity"].PeekDouble() is { } severity ? GuardDutyFinding.SeverityOf(severity) : null,
            FirstSeenTime = signal["firstSeenAt"].Time(),
            LastSeenTime = signal["lastSeenAt"].Time(),
            CreatedTime = signal["createdAt"].Time(),
            ModifiedTime = signal["updatedAt"].Time(),
            Attacks = MitreAttack.Listed(Attacked(signal["signalIndicators"])),
            Tags = tags.Count > 0 ? tags : null,
        };
    }

    private static void Link(string name, SourceNode uids, List<KeyValue> tags)
    {
        foreach (var uid in uids.Items)
        {
            if (uid.Text() is { } value)
            {
                tags.Add(new() { Name = name, Value = value });
            }
        }
    }

    private static Evidence? Endpoint(SourceNode endpoint)
    {
        if (GuardDutyEndpoint.OfSequence(endpoint) is not { } remote)
        {
            return null;
        }

        var inbound = string.Equals(endpoint["connection"]["direction"].PeekText(), "INBOUND", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            SrcEndpoint = inbound ? remote : null,
            DstEndpoint = inbound ? null : remote,
            Data = GuardDutyActions.Rest(endpoint)
        };
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
            File = path is null ? null
                : new() { Name = FileDetails.NameOf(path), Path = path, Hashes = GuardDutyRuntime.Sha256(process["sha256"]) },
        };
        var rest = GuardDutyActions.Rest(actor);
        return actorUser is null && actorProcess is null && rest is null ? null : new()
        {
            Process = actorProcess,
            Actor = actorUser is null ? null : new() { User = actorUser },
            Data = rest,
        };
    }

    private static IEnumerable<Attack?> Attacked(SourceNode indicators)
    {
        foreach (var indicator in indicators.Items)
        {
            var key = indicator["key"].PeekText();
            var values = key is "ATTACK_TACTIC" or "ATTACK_TECHNIQUE" ? indicator["values"].Items : [];
            foreach (var value in values)
            {
                if (value.PeekText() is { } text)
                {
                    yield return key is "ATTACK_TACTIC"
                        ? MitreAttack.OfTactic(text) ?? Named(text, MitreAttack.OfTactic) : Named(text, MitreAttack.OfTag);
                }
            }
        }
    }

    /// <summary>Reads a value of no fixed form: an id may be alone or among words.</summary>
    private static Attack? Named(string text, Func<string, Attack?> read) =>
        text.Split([' ', ',', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
            .Select(read).FirstOrDefault(attack => attack is not null);
}
