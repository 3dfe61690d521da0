namespace AlertFlow.Findings;

/// <summary>The place in ECS where a finding happened. A part with several names, as in an attack sequence, is null.</summary>
public sealed record Workload
{
    public string? Cluster { get; init; }
    public string? Service { get; init; }
    public string? TaskFamily { get; init; }
    public string? TaskId { get; init; }
    public string? LaunchType { get; init; }
    public string? Container { get; init; }
    public string? Image { get; init; }

    public static Workload Of(Finding finding) => new()
    {
        Cluster = Only(finding.Clusters),
        Service = Only(finding.Services),
        TaskFamily = Only(finding.TaskFamilies),
        TaskId = Only(finding.TaskIds),
        LaunchType = Only(finding.LaunchTypes),
        Container = Only(finding.Containers.Select(container => container.Name)),
        Image = Only(finding.Containers.Select(container => container.Image?.Name ?? container.Image?.Uid)),
    };

    private static string? Only(IEnumerable<string?> values) =>
        values.OfType<string>().Distinct().Take(2).ToArray() is [var only] ? only : null;
}

/// <summary>The ECS names in a finding's resources. A name may occur more than once.</summary>
public static class WorkloadExtensions
{
    extension(Finding finding)
    {
        public IEnumerable<string> Clusters => finding.Resources.OrEmpty.SelectMany(resource => Some(resource.Type switch
        {
            ResourceType.Cluster => resource.Name ?? LastSegment(resource.Uid),
            ResourceType.Task or ResourceType.Service => ClusterSegment(resource.Uid),
            _ => null,
        }));

        public IEnumerable<string> Services => finding.Resources.OrEmpty.SelectMany(resource => Some(resource.Type switch
        {
            ResourceType.Service => resource.Name ?? LastSegment(resource.Uid),
            ResourceType.Task when Text(resource, "group") is { } group && group.StartsWith("service:", StringComparison.Ordinal) =>
                group["service:".Length..],
            _ => null,
        }));

        public IEnumerable<string> TaskFamilies => finding.Resources.OrEmpty.SelectMany(resource => Some(resource.Type switch
        {
            ResourceType.TaskDefinition => Family(resource.Uid),
            ResourceType.Task when (Text(resource, "task_definition") ?? Text(resource, "task_definition_arn")) is { } definition =>
                Family(definition),
            ResourceType.Task when Text(resource, "group") is { } group && group.StartsWith("family:", StringComparison.Ordinal) =>
                group["family:".Length..],
            _ => null,
        }));

        public IEnumerable<string> TaskIds =>
            finding.OfType(ResourceType.Task).SelectMany(task => Some(task.Name ?? LastSegment(task.Uid)));

        public IEnumerable<string> LaunchTypes =>
            finding.OfType(ResourceType.Task).SelectMany(task => Some(Text(task, "launch_type")));

        /// <summary>The containers of the evidence, and those that are resources themselves.</summary>
        public IEnumerable<Container> Containers =>
            finding.Evidences.OrEmpty.Select(evidence => evidence.Container).OfType<Container>()
                .Concat(finding.OfType(ResourceType.Container).Select(resource => new Container
                {
                    Uid = resource.Uid,
                    Name = resource.Name,
                    Image = Text(resource, "image") is { } image
                        ? new() { Uid = Text(resource, "image_uid") ?? image, Name = image }
                        : null,
                }));

        private IEnumerable<ResourceDetails> OfType(string type) =>
            finding.Resources.OrEmpty.Where(resource => resource.Type == type);
    }

    extension<T>(IReadOnlyList<T>? list)
    {
        internal IReadOnlyList<T> OrEmpty => list ?? [];
    }

    private static IEnumerable<string> Some(string? value) => string.IsNullOrEmpty(value) ? [] : [value];

    private static string? Text(ResourceDetails resource, string key) => resource.Data?.Member(key);

    private static string LastSegment(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary><c>arn:aws:ecs:…:task/CLUSTER/ID</c>; the old short form has no cluster.</summary>
    private static string? ClusterSegment(string arn) => arn.Split('/') is [_, var cluster, _] ? cluster : null;

    /// <summary><c>FAMILY:REVISION</c>, alone or at the end of an ARN.</summary>
    private static string Family(string arn) => LastSegment(arn).Split(':')[0];
}
