using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>
/// Reads the resources of a GuardDuty finding. It may have details of several kinds: <c>resourceType</c> names the affected one, and
/// the others are related.
/// </summary>
internal static class GuardDutyResources
{
    internal delegate IEnumerable<ResourceDetails> Reader(SourceNode details, ResourceRole role, Place place);

    /// <summary>One row for each resource type: its names, its member and its reader.</summary>
    private static readonly (string[] Types, string Member, Reader Read)[] Readers =
    [
        (["ECSCluster", "ECS"], "ecsClusterDetails", GuardDutyEcs.Read),
        (["Container"], "containerDetails", GuardDutyCompute.Container),
        (["EKSCluster", "KubernetesCluster", "EKS"], "eksClusterDetails", GuardDutyCompute.KubernetesCluster),
        (["KubernetesWorkload"], "kubernetesDetails", GuardDutyCompute.KubernetesWorkload),
        (["Instance", "EC2"], "instanceDetails", GuardDutyCompute.Instance),
        (["AccessKey"], "accessKeyDetails", GuardDutyData.AccessKey),
        (["S3Bucket", "S3Object"], "s3BucketDetails", GuardDutyData.Bucket),
        (["RDSDBInstance", "RDS"], "rdsDbInstanceDetails", GuardDutyData.Database),
        (["RDSLimitlessDB"], "rdsLimitlessDbDetails", GuardDutyData.LimitlessDatabase),
        (["Lambda"], "lambdaDetails", GuardDutyCompute.Function),
        (["EBSVolume"], "ebsVolumeDetails", GuardDutyData.Volumes),
        (["EBSSnapshot"], "ebsSnapshotDetails", ByArn(ResourceType.Snapshot, "snapshotArn")),
        (["EC2AMI", "EC2Image"], "ec2ImageDetails", ByArn(ResourceType.MachineImage, "imageArn")),
        (["RecoveryPoint", "EBSRecoveryPoint", "S3RecoveryPoint", "EC2RecoveryPoint"], "recoveryPointDetails", GuardDutyData.RecoveryPoint),
        (["BedrockGuardrail"], "bedrockGuardrailDetails", GuardDutyData.Guardrail),
        (["BedrockModel", "Model"], "modelDetails", GuardDutyData.Models),
    ];

    public static IReadOnlyList<ResourceDetails> Read(SourceNode resource, SourceNode service, Place place)
    {
        var role = service["resourceRole"].PeekText();
        var type = resource["resourceType"].PeekText();
        var own = string.Equals(role, "ACTOR", StringComparison.OrdinalIgnoreCase) ? ResourceRole.Actor : ResourceRole.Target;
        List<(Reader Read, SourceNode Details)> meant = [];
        List<(Reader Read, SourceNode Details)> others = [];
        foreach (var reader in Readers)
        {
            if (resource[reader.Member] is { Exists: true } details)
            {
                (reader.Types.Contains(type, StringComparer.OrdinalIgnoreCase) ? meant : others).Add((reader.Read, details));
            }
        }

        List<ResourceDetails> all = [];
        AddAll(all, meant, own, place);
        AddAll(all, others, all.Count > 0 ? ResourceRole.Related : own, place);
        AddAffected(all, service["action"]["awsApiCallAction"]["affectedResources"], place);
        if (all.Count is 0)
        {
            return [Account(place)];
        }

        var correlated = Correlation.Of(all);
        all.RemoveAt(all.FindIndex(other => ReferenceEquals(other, correlated)));
        all.Insert(0, correlated);
        return all;
    }

    private static void AddAll(List<ResourceDetails> all, List<(Reader Read, SourceNode Details)> found, ResourceRole role, Place place)
    {
        foreach (var (read, details) in found)
        {
            all.AddRange(read(details, role, place));
        }
    }

    /// <summary>Adds the resources that an API call affected. Their types are CloudFormation's.</summary>
    private static void AddAffected(List<ResourceDetails> all, SourceNode affected, Place place)
    {
        var members = affected.Members;
        if (members.Length is 0)
        {
            return;
        }

        HashSet<string> known = [.. all.Select(resource => resource.Uid), .. all.Select(resource => resource.UidAlt).OfType<string>()];
        foreach (var (type, node) in members)
        {
            if (node.PeekText() is { } uid && !known.Contains(uid))
            {
                all.Add(Regional(type, node.Text() ?? uid, ResourceRole.Related, place));
            }
        }
    }

    /// <summary>Returns the account, for findings without another resource. An account has no region.</summary>
    public static ResourceDetails Account(Place place) => new()
    {
        Type = ResourceType.Account,
        Uid = place.Account ?? "unknown",
        RoleId = ResourceRole.Target,
        CloudPartition = place.Partition,
    };

    public static IReadOnlyList<KeyValue>? Tags(SourceNode tags)
    {
        List<KeyValue> read = [];
        foreach (var tag in tags.Items)
        {
            if (tag["key"].Text() is { } name)
            {
                read.Add(new() { Name = name, Value = tag["value"].Text() ?? "" });
            }
        }

        return read.Count > 0 ? read : null;
    }

    internal static Reader ByArn(string type, string member) => (details, role, place) =>
        details[member].Text() is { } arn ? [Regional(type, arn, role, place) with { Name = Arn.Of(arn)?.Name }] : [];

    internal static ResourceDetails Regional(string type, string uid, ResourceRole role, Place place) => new()
    {
        Type = type,
        Uid = uid,
        RoleId = role,
        Region = place.Region,
        CloudPartition = place.Partition,
    };

    internal static JsonText? Data(params ReadOnlySpan<(string Name, SourceNode Node)> entries)
    {
        var members = new (string Name, JsonPart Value)[entries.Length];
        for (var index = 0; index < members.Length; index++)
        {
            members[index] = (entries[index].Name, entries[index].Node.Text());
        }

        return JsonText.Object(members);
    }
}
