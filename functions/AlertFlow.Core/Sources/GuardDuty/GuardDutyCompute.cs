using AlertFlow.Findings;
using AlertFlow.Reading;
using static AlertFlow.Sources.GuardDuty.GuardDutyResources;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads resources that run code: containers, Kubernetes, instances, functions.</summary>
internal static class GuardDutyCompute
{
    public static IEnumerable<ResourceDetails> Container(SourceNode container, ResourceRole role, Place place)
    {
        if ((container["id"].PeekText() ?? container["name"].PeekText()) is { } uid)
        {
            yield return Regional(ResourceType.StandaloneContainer, uid, role, place) with { Name = container["name"].Text() };
        }
    }

    public static IEnumerable<ResourceDetails> KubernetesCluster(SourceNode cluster, ResourceRole role, Place place)
    {
        var (arn, name) = (cluster["arn"].Text(), cluster["name"].Text());
        if ((arn ?? name) is { } uid)
        {
            yield return Regional(ResourceType.KubernetesCluster, uid, role, place) with
            {
                Name = name,
                CreatedTime = cluster["createdAt"].Time(),
                Tags = Tags(cluster["tags"]),
                Data = Data(("vpc_id", cluster["vpcId"]), ("status", cluster["status"])),
            };
        }
    }

    public static IEnumerable<ResourceDetails> KubernetesWorkload(SourceNode kubernetes, ResourceRole role, Place place)
    {
        var workload = kubernetes["kubernetesWorkloadDetails"];
        var (uid, name) = (workload["uid"].Text(), workload["name"].Text());
        if ((uid ?? name) is { } known)
        {
            yield return Regional(ResourceType.KubernetesWorkload, known, role, place) with
            {
                Name = name,
                Namespace = workload["namespace"].Text(),
                Data = JsonText.Object(("kind", workload["type"].Text())),
            };
        }
    }

    public static IEnumerable<ResourceDetails> Instance(SourceNode instance, ResourceRole role, Place place)
    {
        if (instance["instanceId"].Text() is not { } id)
        {
            yield break;
        }

        var network = instance["networkInterfaces"].Items is [var first, ..] ? first : SourceNode.Missing;
        yield return Regional(ResourceType.Instance, id, role, place) with
        {
            UidAlt = place is { Partition: { } partition, Region: { } region, Account: { } account }
                ? $"arn:{partition}:ec2:{region}:{account}:instance/{id}"
                : null,
            Hostname = network["privateDnsName"].Text(),
            Ip = GuardDutyEndpoint.Ip(network["privateIpAddress"]),
            Tags = Tags(instance["tags"]),
            CreatedTime = instance["launchTime"].Time(),
            Data = Data(
                ("image_id", instance["imageId"]),
                ("instance_type", instance["instanceType"]),
                ("subnet_id", network["subnetId"]),
                ("vpc_id", network["vpcId"]),
                ("public_ip", network["publicIp"])),
        };
    }

    public static IEnumerable<ResourceDetails> Function(SourceNode function, ResourceRole role, Place place)
    {
        var (arn, name) = (function["functionArn"].Text(), function["functionName"].Text());
        if ((arn ?? name) is { } uid)
        {
            yield return Regional(ResourceType.Function, uid, role, place) with
            {
                Name = name,
                Version = function["functionVersion"].Text(),
                Tags = Tags(function["tags"]),
                Data = Data(("role", function["role"])),
            };
        }
    }
}
