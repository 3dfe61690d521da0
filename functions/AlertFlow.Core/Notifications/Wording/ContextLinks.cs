using System.Text.RegularExpressions;
using AlertFlow.Findings;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Notifications.Wording;

/// <summary>A helpful page, under a label that never comes from a finding.</summary>
public sealed record ContextLink(string Label, string Url);

/// <summary>Links to the task in the console, the finding at its source, and the runbook.</summary>
public static partial class ContextLinks
{
    public static IReadOnlyList<ContextLink> Of(Notification notification)
    {
        var sources = notification.Signals.Prepend(notification.Lead)
            .Where(signal => SafeUrl.Of(signal.SrcUrl) is not null)
            .DistinctBy(signal => signal.Source)
            .Take(3)
            .Select(signal => Link($"{SourceWords.Of(signal.Source)} finding", signal.SrcUrl));

        return
        [
            .. new[] { Link("ECS task", TaskPage(notification.Resource)), Link("ECS cluster", ClusterPage(notification.Resource)) }
                .Concat(sources)
                .Append(Link("Runbook", notification.Runbook?.Url))
                .Append(Link("About the rule", notification.Lead.Reference))
                .OfType<ContextLink>(),
        ];
    }

    /// <summary>Returns the task's page in the console of its partition; null when the resource is not a task or the partition is unknown.</summary>
    public static string? TaskPage(AffectedResource resource)
    {
        if (resource.Type is not ResourceType.Task || TaskArn().Match(resource.Uid) is not { Success: true } arn)
        {
            return null;
        }

        var region = arn.Groups["region"].Value;
        var cluster = arn.Groups["cluster"] is { Success: true } named ? named.Value : resource.Cluster;
        return AwsConsole.Of(arn.Groups["partition"].Value, region) is { } console && cluster is not null
            ? SafeUrl.Of($"{console}/ecs/v2/clusters/{Uri.EscapeDataString(cluster)}/tasks/{arn.Groups["task"].Value}/configuration?region={region}")
            : null;
    }

    /// <summary>Returns the page of a cluster's tasks, for attack sequences for example; null when the resource is not a cluster.</summary>
    public static string? ClusterPage(AffectedResource resource)
    {
        if (resource.Type is not ResourceType.Cluster || ClusterArn().Match(resource.Uid) is not { Success: true } arn)
        {
            return null;
        }

        var region = arn.Groups["region"].Value;
        return AwsConsole.Of(arn.Groups["partition"].Value, region) is { } console
            ? SafeUrl.Of($"{console}/ecs/v2/clusters/{arn.Groups["cluster"].Value}/tasks?region={region}")
            : null;
    }

    private static ContextLink? Link(string label, string? url) => SafeUrl.Of(url) is { } safe ? new(label, safe) : null;

    [GeneratedRegex(@"\Aarn:(?<partition>[a-z-]{1,20}):ecs:(?<region>[a-z0-9-]{1,30}):[0-9]{12}:task/((?<cluster>[A-Za-z0-9_-]{1,255})/)?(?<task>[A-Za-z0-9-]{1,64})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TaskArn();

    [GeneratedRegex(@"\Aarn:(?<partition>[a-z-]{1,20}):ecs:(?<region>[a-z0-9-]{1,30}):[0-9]{12}:cluster/(?<cluster>[A-Za-z0-9_-]{1,255})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClusterArn();
}
