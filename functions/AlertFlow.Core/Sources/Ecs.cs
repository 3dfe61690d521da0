using AlertFlow.Findings;

namespace AlertFlow.Sources;

/// <summary>Makes the resources of an ECS task, the same for every source.</summary>
internal static class Ecs
{
    public static ResourceDetails Task(
        Arn task, ResourceRole role, string? region, JsonText? data, IReadOnlyList<KeyValue>? tags = null) => new()
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

    public static ResourceDetails Cluster(
        string uid, string? name, ResourceRole role, string? region, JsonText? data = null, IReadOnlyList<KeyValue>? tags = null) => new()
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

    /// <summary>Derives the service's ARN, which no source gives, from the task's ARN, the cluster and the name.</summary>
    public static ResourceDetails Service(Arn task, string? cluster, string name, string? region) => new()
    {
        Type = ResourceType.Service,
        Uid = task.Sibling(cluster is null ? $"service/{name}" : $"service/{cluster}/{name}"),
        Name = name,
        RoleId = ResourceRole.Related,
        Region = region,
        CloudPartition = task.Partition,
    };

    /// <summary>Returns the service in a task's group, such as <c>service:checkout</c>.</summary>
    public static string? ServiceOf(string? group) =>
        group is not null && group.StartsWith("service:", StringComparison.Ordinal) && group.Length > "service:".Length
            ? group["service:".Length..]
            : null;

    /// <summary>Returns family and revision from a task definition's ARN, such as <c>checkout:42</c>.</summary>
    public static string? FamilyAndRevision(string? definitionArn) =>
        Arn.Of(definitionArn)?.Resource is { } resource && resource.StartsWith("task-definition/", StringComparison.Ordinal)
            ? resource["task-definition/".Length..]
            : null;

    public static User? Owner(string? account) =>
        string.IsNullOrEmpty(account) ? null : new() { Account = Account.OfAws(account) };
}
