namespace AlertFlow.Findings;

/// <summary>Which resource of a finding the incident is about.</summary>
public static class Correlation
{
    /// <summary>A related resource, such as the instance under a container, is meant only where no other is told.</summary>
    public static ResourceDetails Of(IReadOnlyList<ResourceDetails> resources)
    {
        var (best, rank) = (resources[0], Rank(resources[0]));
        for (var index = 1; index < resources.Count; index++)
        {
            if (Rank(resources[index]) is var other && other < rank)
            {
                (best, rank) = (resources[index], other);
            }
        }

        return best;
    }

    /// <summary>The ECS task; without one container, service, cluster, instance, any other resource, account, in that order.</summary>
    private static int Rank(ResourceDetails resource) => (resource.RoleId is ResourceRole.Related ? 10 : 0) + resource.Type switch
    {
        ResourceType.Task => 0,
        ResourceType.Container => 1,
        ResourceType.StandaloneContainer => 2,
        ResourceType.Service => 3,
        ResourceType.Cluster => 4,
        ResourceType.Instance => 5,
        ResourceType.Account => 7,
        _ => 6,
    };

    extension(Finding finding)
    {
        /// <summary>The resource that <c>metadata.correlation_uid</c> names. Where it is not regional, its region is null.</summary>
        public ResourceDetails? CorrelatedResource =>
            finding.Resources?.FirstOrDefault(resource => resource.Uid == finding.Metadata.CorrelationUid);
    }
}
