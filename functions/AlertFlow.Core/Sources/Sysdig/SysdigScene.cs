using System.Text.Json.Nodes;
using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>Where a Sysdig event happened, and what happened there.</summary>
internal sealed record SysdigScene
{
    private const string EcsLabel = "container.label.com.amazonaws.ecs.";

    public required string Provider { get; init; }
    public string? Account { get; init; }
    public string? Region { get; init; }
    public string? Partition { get; init; }
    public required IReadOnlyList<ResourceDetails> Resources { get; init; }
    public required IReadOnlyList<Evidence> Evidences { get; init; }

    public static SysdigScene Read(SourceNode root, SysdigValues fields, SysdigValues labels)
    {
        // The documented label first, then the container's own, then whatever label holds the ARN of a task.
        var taskArn = Arn.Of(labels.Text("aws.fargate.task.arn", $"{EcsLabel}task-arn") ?? labels.Any(text => Arn.Of(text) is { IsTask: true }));
        var task = taskArn is { IsTask: true } ? taskArn : null;
        var account = labels.Text("aws.accountId", "cloudProvider.account.id") ?? Arn.Of(task?.Text)?.Account;
        var region = labels.Text("aws.region", "cloudProvider.region") ?? task?.Region;
        var provider = labels.Text("cloudProvider.name")?.ToUpperInvariant() ?? (task is not null || account is not null ? "AWS" : "Unknown");
        var instance = labels.Text("aws.instanceId");
        var isAws = provider == "AWS" || task is not null || instance is not null;
        var container = SysdigProcess.Container(root, fields, labels, task is not null);
        ResourceDetails[] resources =
        [
            .. EcsResources(task, labels, region),
            .. Container(task, container, region),
            .. Workload(labels, fields, task, container, region),
            .. Host(root, labels, instance, task, container, region),
        ];
        return new()
        {
            Provider = isAws ? "AWS" : provider,
            Account = account,
            Region = region,
            Partition = task?.Partition ?? (isAws ? Partitioned(region) : null),
            Resources = resources.Length > 0 ? resources : [Last(account)],
            Evidences = SysdigProcess.Evidences(fields, labels, container),
        };
    }

    private static IEnumerable<ResourceDetails> EcsResources(Arn? task, SysdigValues labels, string? region)
    {
        if (task is null)
        {
            yield break;
        }

        var family = labels.Peek($"{EcsLabel}task-definition-family") ?? labels.Peek("ecs.taskFamilyName");
        var revision = labels.Peek($"{EcsLabel}task-definition-version");
        var data = new JsonObject();
        if (family is not null)
        {
            data["task_definition"] = revision is null ? family : $"{family}:{revision}";
        }

        var service = labels.Text("ecs.serviceName", "aws.ecs.service.name");
        if (service is not null)
        {
            data["group"] = $"service:{service}";
        }

        var clusterLabel = labels.Text("aws.fargate.cluster.arn", $"{EcsLabel}cluster", "ecs.clusterName");
        var cluster = Arn.Of(clusterLabel)?.Name ?? clusterLabel ?? task.ClusterOfTask;
        yield return Ecs.Task(task, ResourceRole.Target, region, data);
        if (cluster is not null)
        {
            yield return Ecs.Cluster(Arn.Of(clusterLabel)?.Text ?? task.Sibling($"cluster/{cluster}"), cluster, ResourceRole.Related, region);
        }

        if (service is not null)
        {
            yield return Ecs.Service(task, cluster, service, region);
        }
    }

    private static IEnumerable<ResourceDetails> Container(Arn? task, Container? container, string? region) =>
        task is null && container?.Uid is { } uid
            ? [new() { Type = ResourceType.StandaloneContainer, Uid = uid, Name = container.Name, RoleId = ResourceRole.Target, Region = region }]
            : [];

    private static IEnumerable<ResourceDetails> Workload(SysdigValues labels, SysdigValues fields, Arn? task, Container? container, string? region)
    {
        var kind = labels.Text("kubernetes.workload.type");
        var name = labels.Text("kubernetes.workload.name", "kubernetes.deployment.name", "kubernetes.statefulset.name", "kubernetes.daemonset.name")
            ?? labels.Text("kubernetes.pod.name") ?? fields.Text("k8s.pod.name");
        if (name is null)
        {
            yield break;
        }

        var cluster = labels.Text("kubernetes.cluster.name");
        var space = labels.Text("kubernetes.namespace.name") ?? fields.Text("k8s.ns.name");
        var data = new JsonObject();
        foreach (var (key, value) in new[] { ("kind", kind), ("cluster", cluster), ("pod", labels.Text("kubernetes.pod.name")), ("node", labels.Text("kubernetes.node.name")) })
        {
            if (value is not null)
            {
                data[key] = value;
            }
        }

        yield return new()
        {
            Type = ResourceType.KubernetesWorkload,
            Uid = string.Join('/', ((string?[])[cluster, space, kind, name]).OfType<string>()),
            Name = name,
            Namespace = space,
            RoleId = task is null && container?.Uid is null ? ResourceRole.Target : ResourceRole.Related,
            Region = region,
            Data = data.Count > 0 ? data : null,
        };
    }

    private static IEnumerable<ResourceDetails> Host(SourceNode root, SysdigValues labels, string? instance, Arn? task, Container? container, string? region)
    {
        var hostname = labels.Text("host.hostName");
        var role = task is null && container?.Uid is null ? ResourceRole.Target : ResourceRole.Related;
        if (instance is not null)
        {
            yield return new() { Type = ResourceType.Instance, Uid = instance, Hostname = hostname, RoleId = role, Region = region };
        }
        else if ((hostname ?? labels.Text("host.mac") ?? root["machineId"].Text() ?? root["hostMac"].Text()) is { } uid)
        {
            yield return new() { Type = ResourceType.Host, Uid = uid, Hostname = hostname, RoleId = role, Region = region };
        }
    }

    private static ResourceDetails Last(string? account) => new()
    {
        Type = account is null ? ResourceType.Unknown : ResourceType.Account,
        Uid = account ?? "unknown",
        RoleId = ResourceRole.Target,
    };

    private static string Partitioned(string? region) => region switch
    {
        not null when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        not null when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ => "aws",
    };
}
