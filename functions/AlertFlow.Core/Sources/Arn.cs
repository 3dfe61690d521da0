namespace AlertFlow.Sources;

/// <summary>An Amazon resource name, taken as it comes: samples carry a region called "region".</summary>
internal sealed record Arn(string Text, string Partition, string Service, string Region, string Account, string Resource)
{
    public static Arn? Of(string? text) =>
        text?.Split(':', 6) is ["arn", var partition, var service, var region, var account, { Length: > 0 } resource]
            ? new(text, partition, service, region, account, resource)
            : null;

    /// <summary>A task's ARN names its cluster (<c>task/cluster/id</c>) except in the old form (<c>task/id</c>).</summary>
    public bool IsTask => Service == "ecs" && Resource.StartsWith("task/", StringComparison.Ordinal);

    public string Name => Resource[(Resource.LastIndexOf('/') + 1)..];

    public string? ClusterOfTask => Resource.Split('/') is ["task", { Length: > 0 } cluster, _] ? cluster : null;

    public string Sibling(string resource) => $"arn:{Partition}:{Service}:{Region}:{Account}:{resource}";
}
