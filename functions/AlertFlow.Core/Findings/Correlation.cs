namespace AlertFlow.Findings;

/// <summary>Chooses the resource of a finding that its incident is about.</summary>
public static class Correlation
{
    /// <summary>
    /// Returns the resource of the lowest rank. A related resource, such as the instance under a container, counts only where
    /// there is no other.
    /// </summary>
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

    /// <summary>Ranks the ECS task first, then container, service, cluster, instance, any other resource, and the account last.</summary>
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
        /// <summary>The resource that <c>metadata.correlation_uid</c> names. It has no region where it is not regional.</summary>
        public ResourceDetails? CorrelatedResource =>
            finding.Resources?.FirstOrDefault(resource => resource.Uid == finding.Metadata.CorrelationUid);
    }
}
