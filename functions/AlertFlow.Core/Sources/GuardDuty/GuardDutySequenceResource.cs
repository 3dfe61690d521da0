using AlertFlow.Findings;
using AlertFlow.Reading;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads a resource of an attack sequence. Its type is CloudFormation's where there is one.</summary>
/// <seealso href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ResourceV2.html"/>
internal static class GuardDutySequenceResource
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ECS_CLUSTER"] = ResourceType.Cluster,
        ["ECS_TASK"] = ResourceType.Task,
        ["CONTAINER"] = ResourceType.Container,
        ["EC2_INSTANCE"] = ResourceType.Instance,
        ["EC2_NETWORK_INTERFACE"] = "AWS::EC2::NetworkInterface",
        ["EC2_VPC"] = "AWS::EC2::VPC",
        ["EC2_IMAGE"] = ResourceType.MachineImage,
        ["EC2_LAUNCH_TEMPLATE"] = "AWS::EC2::LaunchTemplate",
        ["AUTOSCALING_AUTO_SCALING_GROUP"] = ScalingGroup,
        ["CLOUDFORMATION_STACK"] = "AWS::CloudFormation::Stack",
        ["EKS_CLUSTER"] = ResourceType.KubernetesCluster,
        ["KUBERNETES_WORKLOAD"] = ResourceType.KubernetesWorkload,
        ["S3_BUCKET"] = ResourceType.Bucket,
        ["S3_OBJECT"] = ResourceType.S3Object,
        ["ACCESS_KEY"] = ResourceType.AccessKey,
        ["IAM_INSTANCE_PROFILE"] = InstanceProfile,
        ["BEDROCK_APPLICATION_INFERENCE_PROFILE"] = "AWS::Bedrock::ApplicationInferenceProfile",
        ["BEDROCK_GUARDRAIL"] = "AWS::Bedrock::Guardrail",
        ["BEDROCK_PROMPT"] = "AWS::Bedrock::Prompt",
        ["SAGEMAKER_ENDPOINT"] = "AWS::SageMaker::Endpoint",
    };

    public const string ScalingGroup = "AWS::AutoScaling::AutoScalingGroup";

    private const string InstanceProfile = "AWS::IAM::InstanceProfile";

    private static readonly string[] NotRegional = [ResourceType.AccessKey, InstanceProfile];

    public static ResourceDetails? Read(SourceNode resource, Place place)
    {
        var (uid, name) = (resource["uid"].Text(), resource["name"].Text());
        if ((uid ?? name) is not { } known)
        {
            return null;
        }

        var type = resource["resourceType"].PeekText();
        var formal = type is not null && Types.TryGetValue(type, out var found) ? found : type ?? ResourceType.Unknown;

        // Findings identify a bucket by its name, so a sequence does too.
        var bucket = formal is ResourceType.Bucket ? Arn.Of(known)?.Resource : null;
        return new()
        {
            Type = formal,
            Uid = bucket ?? known,
            UidAlt = bucket is null ? null : known,
            Name = name ?? Arn.Of(uid)?.Name,
            RoleId = ResourceRole.Related,
            Region = NotRegional.Contains(formal) ? null : resource["region"].Text() ?? place.Region,
            CloudPartition = resource["cloudPartition"].Text() ?? place.Partition,
            Owner = Ecs.Owner(resource["accountId"].Text()),
            Tags = GuardDutyResources.Tags(resource["tags"]),
            Data = Data(formal, resource["data"]),
        };
    }

    /// <summary>Returns data with the same names as in findings about one task. Other kinds keep their own names.</summary>
    private static JsonText? Data(string type, SourceNode data)
    {
        var (task, container) = (data["ecsTask"], data["container"]);
        if (type is ResourceType.Task)
        {
            var definition = task["taskDefinitionArn"].Text();
            return data.JsonBehind(
                ("task_definition_arn", definition),
                ("task_definition", Ecs.FamilyAndRevision(definition)),
                ("launch_type", task["launchType"].Text()),
                ("created_at", GuardDutyEcs.Milliseconds(task["createdAt"])));
        }

        return type is ResourceType.Container
            ? data.JsonBehind(("image", container["image"].Text()), ("image_uid", container["imageUid"].Text()))
            : GuardDutyActions.Rest(data);
    }
}
