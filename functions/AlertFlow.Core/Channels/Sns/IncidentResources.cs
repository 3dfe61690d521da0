using AlertFlow.Findings;
using AlertFlow.Notifications;

namespace AlertFlow.Channels.Sns;

/// <summary>Lists the affected resource first, then its cluster and service.</summary>
internal static class IncidentResources
{
    public static IReadOnlyList<ResourceDetails> Of(AffectedResource resource)
    {
        ResourceDetails?[] resources =
        [
            new()
            {
                Type = resource.Type,
                Uid = resource.Uid,
                Name = resource.Name ?? resource.TaskId,
                RoleId = ResourceRole.Target,
                Region = resource.Region,
                CloudPartition = resource.Partition,
                Owner = IncidentFinding.Account(resource) is { } account ? new() { Account = account } : null,
                Data = Data(resource),
            },
            Related(resource, ResourceType.Cluster, resource.Cluster, $"cluster/{resource.Cluster}"),
            Related(resource, ResourceType.Service, resource.Service, $"service/{resource.Cluster}/{resource.Service}"),
        ];
        return [.. resources.OfType<ResourceDetails>()];
    }

    /// <summary>Returns a related resource, with its ARN when all parts are known, else with its name.</summary>
    private static ResourceDetails? Related(AffectedResource resource, string type, string? name, string path) => name is null || resource.Type == type
        ? null
        : new()
        {
            Type = type,
            Uid = resource is { Partition: { } partition, Region: { } region, Cluster: not null } ? $"arn:{partition}:ecs:{region}:{resource.Account}:{path}" : name,
            Name = name,
            RoleId = ResourceRole.Related,
            Region = resource.Region,
            CloudPartition = resource.Partition,
        };

    private static JsonText? Data(AffectedResource resource) =>
        JsonText.Object(("launch_type", resource.LaunchType), ("task_family", resource.TaskFamily));
}
