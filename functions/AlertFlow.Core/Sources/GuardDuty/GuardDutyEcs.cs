using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads the details of an ECS cluster: the task is affected, its cluster and service are related.</summary>
internal static class GuardDutyEcs
{
    public static IEnumerable<ResourceDetails> Read(SourceNode cluster, ResourceRole role, Place place)
    {
        var task = cluster["taskDetails"];
        var taskArn = Arn.Of(task["arn"].PeekText());
        var group = task["group"].PeekText();
        var clusterUid = cluster["arn"].Text() ?? cluster["clusterArn"].Text();
        var clusterName = cluster["name"].Text() ?? Arn.Of(clusterUid)?.Name ?? taskArn?.ClusterOfTask;
        if (task["arn"].Text() is { } uid)
        {
            yield return taskArn is null
                ? new() { Type = ResourceType.Task, Uid = uid, RoleId = role, Region = place.Region, Data = Data(task) }
                : Ecs.Task(taskArn, role, place.Region, Data(task), GuardDutyResources.Tags(task["tags"]));
        }

        if ((clusterUid
            ?? (taskArn is not null && clusterName is not null ? taskArn.Sibling($"cluster/{clusterName}") : clusterName)) is { } clusterId)
        {
            var clusterRole = task["arn"].Exists ? ResourceRole.Related : role;
            yield return Ecs.Cluster(
                clusterId, clusterName, clusterRole, place.Region, ClusterData(cluster), GuardDutyResources.Tags(cluster["tags"]));
        }

        if (taskArn is not null && Ecs.ServiceOf(group) is { } service)
        {
            yield return Ecs.Service(taskArn, clusterName, service, place.Region);
        }
    }

    private static JsonText? Data(SourceNode task)
    {
        var definition = task["definitionArn"].Text();

        // A single container is evidence. Of several, GuardDuty does not say which one ran the process.
        var containers = task["containers"];
        return JsonText.Object(
            ("task_definition_arn", definition),
            ("task_definition", Ecs.FamilyAndRevision(definition)),
            ("group", task["group"].Text()),
            ("launch_type", task["launchType"].Text()),
            ("started_by", task["startedBy"].Text()),
            ("version", task["version"].Text()),
            ("created_at", Milliseconds(task["createdAt"])),
            ("started_at", Milliseconds(task["startedAt"])),
            ("containers", containers.Items.Length > 1 ? containers.Json() : null));
    }

    private static JsonText? ClusterData(SourceNode cluster) =>
        JsonText.Object(("status", cluster["status"].Text()), ("running_tasks", cluster["runningTasksCount"].Text()));

    internal static long? Milliseconds(SourceNode time) => time.Time()?.ToUnixTimeMilliseconds();
}
