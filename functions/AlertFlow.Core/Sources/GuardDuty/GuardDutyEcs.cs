using System.Text.Json.Nodes;
using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>An ECS cluster's details: the task is what is attacked, its cluster and service are related.</summary>
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

        if ((clusterUid ?? (taskArn is not null && clusterName is not null ? taskArn.Sibling($"cluster/{clusterName}") : clusterName)) is { } clusterId)
        {
            var clusterRole = task["arn"].Exists ? ResourceRole.Related : role;
            yield return Ecs.Cluster(clusterId, clusterName, clusterRole, place.Region, ClusterData(cluster), GuardDutyResources.Tags(cluster["tags"]));
        }

        if (taskArn is not null && Ecs.ServiceOf(group) is { } service)
        {
            yield return Ecs.Service(taskArn, clusterName, service, place.Region);
        }
    }

    private static JsonObject Data(SourceNode task)
    {
        var definition = task["definitionArn"].Text();
        var data = new JsonObject();
        Set(data, "task_definition_arn", definition);
        Set(data, "task_definition", Ecs.FamilyAndRevision(definition));
        Set(data, "group", task["group"].Text());
        Set(data, "launch_type", task["launchType"].Text());
        Set(data, "started_by", task["startedBy"].Text());
        Set(data, "version", task["version"].Text());
        SetTime(data, "created_at", task["createdAt"].Time());
        SetTime(data, "started_at", task["startedAt"].Time());

        // One container is the one that ran it; of several nobody says which.
        if (task["containers"].Items is { Count: > 1 } containers)
        {
            data["containers"] = new JsonArray([.. containers.Select(container => container.Json())]);
        }

        return data;
    }

    private static JsonObject ClusterData(SourceNode cluster)
    {
        var data = new JsonObject();
        Set(data, "status", cluster["status"].Text());
        Set(data, "running_tasks", cluster["runningTasksCount"].Text());
        return data;
    }

    internal static void Set(JsonObject data, string name, string? value)
    {
        if (value is not null)
        {
            data[name] = value;
        }
    }

    internal static void SetTime(JsonObject data, string name, DateTimeOffset? value)
    {
        if (value is not null)
        {
            data[name] = value.Value.ToUnixTimeMilliseconds();
        }
    }
}
