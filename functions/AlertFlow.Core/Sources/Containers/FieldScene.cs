using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.Containers;

/// <summary>
/// Reads the scene of an event from its fields, for Falco and for Sysdig, which runs Falco's rules. Sysdig adds labels; users of Falco
/// add fields with the names of OpenTelemetry.
/// </summary>
/// <seealso href="https://opentelemetry.io/docs/specs/semconv/resource/cloud-provider/aws/ecs/"/>
internal static class FieldScene
{
    /// <summary>The prefix of the labels that the ECS agent gives to containers.</summary>
    public const string EcsLabel = "container.label.com.amazonaws.ecs.";

    private const string FargateTask = "aws.fargate.task.arn";

    public static Scene Read(SourceNode root, FieldMap fields)
    {
        // The documented label comes first, then the container's own label, then any label that is the ARN of a task.
        var isFargate = Arn.Of(fields.Peek(FargateTask)) is { IsTask: true };
        var task = fields.Task(FargateTask, "aws.ecs.task.arn", $"{EcsLabel}task-arn");
        var account = fields.Text("aws.accountId", "cloudProvider.account.id", "ct.user.accountid") ?? task?.Account;
        var region = fields.Text("aws.region", "cloudProvider.region", "ct.region") ?? task?.Region;
        var instance = fields.Text("aws.instanceId");
        var provider = fields.Peek("cloudProvider.name")?.ToUpperInvariant()
            ?? (task is not null || account is not null ? "AWS" : "Unknown");
        var isAws = provider == "AWS" || task is not null || instance is not null;
        if (provider == "AWS" || !isAws)
        {
            // Otherwise the name is overruled and stays unmapped.
            _ = fields.Text("cloudProvider.name");
        }

        var container = FieldContainer.Read(root, fields, task is not null);
        var role = task is null && container?.Uid is null ? ResourceRole.Target : ResourceRole.Related;

        // The host that reads an audit log is not the place of the call.
        var call = FieldCall.Read(fields);
        var launchType = task is null ? null
            : isFargate ? "FARGATE"
            : fields.Text("aws.ecs.launchtype")?.ToUpperInvariant() ?? (instance is null ? null : "EC2");
        ResourceDetails?[] resources =
        [
            .. EcsResources(task, fields, region, launchType),
            task is null ? Container(container, region) : null,
            FieldContainer.Workload(fields, role, region),
            Host(root, fields, instance, call is null ? role : ResourceRole.Related, region),
        ];
        ResourceDetails[] known = [.. resources.OfType<ResourceDetails>()];
        var cloud = new Cloud
        {
            Provider = isAws ? "AWS" : provider,
            Account = isAws || account is null ? Account.OfAws(account) : new() { Uid = account },
            Region = region,
            CloudPartition = task?.Partition ?? (isAws ? AwsConsole.PartitionOf(region) : null),
        };
        var needsLast = known.Length is 0 || (account is not null && known.All(resource => resource.RoleId is ResourceRole.Related));
        return new(cloud, needsLast ? [Last(account), .. known] : known, FieldProcess.Evidences(fields, container, call));
    }

    private static IEnumerable<ResourceDetails> EcsResources(Arn? task, FieldMap fields, string? region, string? launchType)
    {
        if (task is null)
        {
            yield break;
        }

        var family = fields.Peek($"{EcsLabel}task-definition-family", "ecs.taskFamilyName", "aws.ecs.task.family");
        var revision = fields.Peek($"{EcsLabel}task-definition-version", "aws.ecs.task.revision");
        var service = fields.Text("ecs.serviceName", "aws.ecs.service.name");
        yield return Ecs.Task(task, ResourceRole.Target, region, JsonText.Object(
            ("task_definition", revision is null || family is null ? family : $"{family}:{revision}"),
            ("group", service is null ? null : $"service:{service}"),
            ("launch_type", launchType)));

        var label = fields.Text(
            "aws.fargate.cluster.arn", "aws.ecs.cluster.arn", $"{EcsLabel}cluster", "ecs.clusterName", "aws.ecs.cluster.name");
        var cluster = Arn.Of(label)?.Name ?? label ?? task.ClusterOfTask;
        if (cluster is not null)
        {
            yield return Ecs.Cluster(Arn.Of(label)?.Text ?? task.Sibling($"cluster/{cluster}"), cluster, ResourceRole.Related, region);
        }

        if (service is not null)
        {
            yield return Ecs.Service(task, cluster, service, region);
        }
    }

    private static ResourceDetails? Container(Container? container, string? region) => container?.Uid is { } uid
        ? new() { Type = ResourceType.StandaloneContainer, Uid = uid, Name = container.Name, RoleId = ResourceRole.Target, Region = region }
        : null;

    private static ResourceDetails? Host(SourceNode root, FieldMap fields, string? instance, ResourceRole role, string? region)
    {
        var hostname = fields.Text("host.hostName", "hostname") ?? root["hostname"].Text();
        return instance is not null
            ? new() { Type = ResourceType.Instance, Uid = instance, Hostname = hostname, RoleId = role, Region = region }
            : (hostname ?? fields.Text("host.mac") ?? root["machineId"].Text() ?? root["hostMac"].Text()) is { } uid
                ? new() { Type = ResourceType.Host, Uid = uid, Hostname = hostname, RoleId = role, Region = region }
                : null;
    }

    private static ResourceDetails Last(string? account) => new()
    {
        Type = account is null ? ResourceType.Unknown : ResourceType.Account,
        Uid = account ?? "unknown",
        RoleId = ResourceRole.Target,
    };
}
