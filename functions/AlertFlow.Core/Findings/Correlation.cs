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
    public static ResourceDetails Of(IReadOnlyList<ResourceDetails> resources)
    {
        var best = resources[0];
        for (var index = 1; index < resources.Count; index++)
        {
            best = Rank(resources[index]).CompareTo(Rank(best)) < 0 ? resources[index] : best;
        }

        return best;
    }

    private static (bool IsRelated, int Place) Rank(ResourceDetails resource) => (
        resource.RoleId is ResourceRole.Related,
        Array.IndexOf(Order, resource.Type) is >= 0 and var place ? place : resource.Type is ResourceType.Account ? int.MaxValue : Order.Length);

    extension(Finding finding)
    {
        /// <summary>The resource that <c>metadata.correlation_uid</c> names. Where it is not regional, its region is null.</summary>
        public ResourceDetails? CorrelatedResource =>
            finding.Resources?.FirstOrDefault(resource => resource.Uid == finding.Metadata.CorrelationUid);
    }
}
