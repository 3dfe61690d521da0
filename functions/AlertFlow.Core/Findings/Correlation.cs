namespace AlertFlow.Findings;

/// <summary>Which resource of a finding the incident is about.</summary>
public static class Correlation
{
    /// <summary>The ECS task; without one container, service, cluster, instance, any other resource, account, in that order.</summary>
    private static readonly string[] Order =
    [
        ResourceType.Task, ResourceType.Container, ResourceType.StandaloneContainer, ResourceType.Service, ResourceType.Cluster, ResourceType.Instance,
    ];

    /// <summary>A related resource, such as the instance under a container, is meant only where no other is told.</summary>
    public static ResourceDetails Of(IReadOnlyList<ResourceDetails> resources) =>
        resources.Where(resource => resource.RoleId is not ResourceRole.Related).ToArray() is { Length: > 0 } meant ? First(meant) : First(resources);

    private static ResourceDetails First(IReadOnlyList<ResourceDetails> resources) =>
        Order.Select(type => resources.FirstOrDefault(resource => resource.Type == type)).FirstOrDefault(resource => resource is not null)
        ?? resources.FirstOrDefault(resource => resource.Type is not ResourceType.Account)
        ?? resources[0];

    extension(Finding finding)
    {
        /// <summary>The resource that <c>metadata.correlation_uid</c> names. Where it is not regional, its region is null.</summary>
        public ResourceDetails? CorrelatedResource =>
            finding.Resources?.FirstOrDefault(resource => resource.Uid == finding.Metadata.CorrelationUid);
    }
}
