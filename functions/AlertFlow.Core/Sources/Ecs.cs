using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>The resources of an ECS task, equal whichever source speaks of it.</summary>
internal static class Ecs
{
    public static ResourceDetails Task(Arn task, ResourceRole role, string? region, JsonText? data, IReadOnlyList<KeyValue>? tags = null) => new()
    {
        Type = ResourceType.Task,
        Uid = task.Text,
        Name = task.Name,
        RoleId = role,
        Region = region,
        CloudPartition = task.Partition,
        Owner = Owner(task.Account),
        Tags = tags,
        Data = data,
    };

    public static ResourceDetails Cluster(string uid, string? name, ResourceRole role, string? region, JsonText? data = null, IReadOnlyList<KeyValue>? tags = null) => new()
    {
        Type = ResourceType.Cluster,
        Uid = uid,
        Name = name ?? Arn.Of(uid)?.Name,
        RoleId = role,
        Region = region,
        CloudPartition = Arn.Of(uid)?.Partition,
        Tags = tags,
        Data = data,
    };

    /// <summary>A service's ARN is not told; it follows from the task's, its cluster and its name.</summary>
    public static ResourceDetails Service(Arn task, string? cluster, string name, string? region) => new()
    {
        Type = ResourceType.Service,
        Uid = task.Sibling(cluster is null ? $"service/{name}" : $"service/{cluster}/{name}"),
        Name = name,
        RoleId = ResourceRole.Related,
        Region = region,
        CloudPartition = task.Partition,
    };

    /// <summary>The service that a task's group names, as in <c>service:checkout</c>.</summary>
    public static string? ServiceOf(string? group) =>
        group is not null && group.StartsWith("service:", StringComparison.Ordinal) && group.Length > "service:".Length
            ? group["service:".Length..]
            : null;

    /// <summary>Family and revision of a task definition's ARN, as in <c>checkout:42</c>.</summary>
    public static string? FamilyAndRevision(string? definitionArn) =>
        Arn.Of(definitionArn)?.Resource is { } resource && resource.StartsWith("task-definition/", StringComparison.Ordinal)
            ? resource["task-definition/".Length..]
            : null;

    public static User? Owner(string? account) => string.IsNullOrEmpty(account) ? null : new() { Account = Account.OfAws(account) };
}
