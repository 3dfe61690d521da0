namespace AlertFlow.Findings;

/// <summary>OCSF <c>resource_details.role_id</c>.</summary>
public enum ResourceRole
{
    Unknown = 0,
    Target = 1,
    Actor = 2,
    Affected = 3,
    Related = 4,
    Other = 99,
}

/// <summary>OCSF <c>resource_details</c>. Types are those of CloudFormation, such as <c>AWS::ECS::Task</c>.</summary>
public sealed record ResourceDetails
{
    public required string Type { get; init; }
    public required string Uid { get; init; }
    public string? UidAlt { get; init; }
    public string? Name { get; init; }
    public ResourceRole? RoleId { get; init; }
    public string? Role => RoleId?.ToString();
    public string? Region { get; init; }
    public string? CloudPartition { get; init; }
    public string? Namespace { get; init; }
    public string? Hostname { get; init; }
    public string? Ip { get; init; }
    public string? Version { get; init; }
    public User? Owner { get; init; }
    public IReadOnlyList<KeyValue>? Tags { get; init; }
    public Timestamp? CreatedTime { get; init; }
    public JsonText? Data { get; init; }
}

/// <summary>The values of <c>resources[].type</c> that the code refers to.</summary>
public static class ResourceType
{
    public const string Task = "AWS::ECS::Task";
    public const string Container = "AWS::ECS::Container";

    /// <summary>A container without a known ECS task.</summary>
    public const string StandaloneContainer = "Container";

    public const string Service = "AWS::ECS::Service";
    public const string TaskDefinition = "AWS::ECS::TaskDefinition";
    public const string Cluster = "AWS::ECS::Cluster";
    public const string Instance = "AWS::EC2::Instance";
    public const string KubernetesCluster = "AWS::EKS::Cluster";
    public const string KubernetesWorkload = "Kubernetes::Workload";
    public const string AccessKey = "AWS::IAM::AccessKey";
    public const string Bucket = "AWS::S3::Bucket";
    public const string S3Object = "AWS::S3::Object";
    public const string DatabaseInstance = "AWS::RDS::DBInstance";
    public const string Function = "AWS::Lambda::Function";
    public const string Volume = "AWS::EC2::Volume";
    public const string Snapshot = "AWS::EC2::Snapshot";
    public const string MachineImage = "AWS::EC2::Image";
    public const string RecoveryPoint = "AWS::Backup::RecoveryPoint";
    public const string Account = "AWS::::Account";
    public const string Host = "Host";
    public const string Unknown = "Unknown";

    /// <summary>The subject of a digest.</summary>
    public const string Silence = "AlertFlow::Silence";
}
