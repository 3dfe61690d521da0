using AlertFlow.Findings;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Notifications.Wording;

/// <summary>Describes the place in few words. A resource that is not an ECS task is named with its kind.</summary>
internal static class Place
{
    private const int Longest = 36;

    /// <summary>Rules that are not about one task: attack sequences, and lost protection.</summary>
    private static readonly string[] WithoutTask = ["AttackSequence:", "Runtime Protection ", "Malware Protection "];

    /// <summary><c>checkout/3f2a · payments-prod</c></summary>
    public static string Short(Notification notification) => Short(notification.Resource, notification.Lead.Rule);

    public static string Short(AffectedResource resource, string rule) => $"{Resource(resource, rule)} · {Account(resource)}";

    /// <summary><c>checkout/3f2a</c>, <c>instance i-0abc</c>, <c>no task: cluster prod</c></summary>
    public static string Resource(Notification notification) => Resource(notification.Resource, notification.Lead.Rule);

    public static string Resource(AffectedResource resource, string rule)
    {
        if (resource.Type is ResourceType.Task)
        {
            return TaskName(resource);
        }

        // A container or cluster alone raises the question about the task, except for rules that are about several tasks.
        var taskMissing = resource.Type is ResourceType.Container or ResourceType.Service or ResourceType.Cluster or ResourceType.Account
            && !WithoutTask.Any(by =>
                rule.StartsWith(by, StringComparison.Ordinal) || rule.StartsWith(SampleFinding.Mark + by, StringComparison.Ordinal));
        return $"{(taskMissing ? "no task: " : "")}{Kind(resource.Type)} {SafeText.Cut(resource.Name ?? Last(resource.Uid), Longest)}";
    }

    /// <summary>The incident's subject: <c>checkout/3f2a… Suspicious tool</c></summary>
    public static string Subject(AffectedResource resource, string rule) =>
        $"{Resource(resource, rule)}{(resource.Type is ResourceType.Task ? SafeText.CutMark : ':')} {RuleWords.Of(rule)}";

    /// <summary>The whole place: <c>service checkout · task 3f2a… · cluster prod-blue · payments-prod (111122223333) · eu-central-1</c></summary>
    public static string Long(Notification notification)
    {
        var resource = notification.Resource;
        string?[] parts =
        [
            resource.Type is ResourceType.Task ? null : Resource(notification),
            resource.Service is { } service ? $"service {service}" : null,
            resource.Service is null && resource.TaskFamily is { } family ? $"task family {family}" : null,
            resource.Type is ResourceType.Task ? $"task {TaskId(resource)}" : null,
            resource.Cluster is { } cluster && resource.Type is not ResourceType.Cluster ? $"cluster {cluster}" : null,
            resource.LaunchType,
            resource.AccountName is { } name ? $"{name} ({resource.Account})" : resource.Account,
            resource.Region,
        ];
        return string.Join(" · ", parts.OfType<string>());
    }

    private static string TaskName(AffectedResource resource) =>
        $"{SafeText.Cut(resource.Service ?? resource.TaskFamily ?? "task", Longest)}/{First(TaskId(resource))}";

    private static string First(string id) => id.Length <= 4 ? id : id[..4];

    private static string TaskId(AffectedResource resource) => resource.TaskId ?? Last(resource.Uid);

    private static string Account(AffectedResource resource) => SafeText.Cut(resource.AccountName ?? resource.Account, Longest);

    private static string Last(string uid) => uid[(uid.TrimEnd('/', ':').LastIndexOfAny(['/', ':']) + 1)..];

    private static string Kind(string type) => type switch
    {
        ResourceType.KubernetesCluster => "EKS cluster",
        ResourceType.KubernetesWorkload => "workload",
        ResourceType.DatabaseInstance => "database",
        ResourceType.AccessKey => "access key",
        ResourceType.TaskDefinition => "task definition",
        ResourceType.MachineImage => "machine image",
        ResourceType.RecoveryPoint => "recovery point",
        ResourceType.Unknown => "resource",
        ResourceType.Account or ResourceType.Bucket or ResourceType.Cluster or ResourceType.Container or ResourceType.Function or ResourceType.Host
            or ResourceType.Instance or ResourceType.Service or ResourceType.Silence or ResourceType.Snapshot or ResourceType.Volume => Plain(type),
        _ => SafeText.Cut(Last(type), Longest),
    };

    private static string Plain(string type) => Last(type).ToLowerInvariant();
}
