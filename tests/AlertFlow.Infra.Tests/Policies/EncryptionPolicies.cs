namespace AlertFlow.Infra.Tests.Policies;

internal static class EncryptionPolicies
{
    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.EachOf("AWS::SQS::Queue", "Every queue is encrypted", (_, queue) => queue.Properties["SqsManagedSseEnabled"]?.GetValue<bool>() is true || queue.Properties["KmsMasterKeyId"] is not null),
        Policy.EachOf("AWS::SNS::Topic", "Every topic is encrypted with a key that CloudWatch may use", (template, topic) =>
            topic.Properties["KmsMasterKeyId"] is not null && (template.Find(Template.Reference(topic.Properties["KmsMasterKeyId"])) is not { } key || template.Statements.Any(one =>
                one.Owner == key && Template.ServiceOf(one.Statement) == "cloudwatch.amazonaws.com" && one.Statement["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null))),
        Policy.EachOf("AWS::DynamoDB::Table", "The table is encrypted with a key whose use is logged", (_, table) => table.At("SSESpecification.SSEEnabled")?.GetValue<bool>() is true),
        Policy.EachOf("AWS::S3::Bucket", "The bucket is encrypted", (_, bucket) => bucket.At("BucketEncryption.ServerSideEncryptionConfiguration") is not null),
        Policy.EachOf("AWS::Logs::LogGroup", "Where queues have the customer's key logs have it too", (template, log) =>
            template.Queues.All(queue => queue.Properties["KmsMasterKeyId"] is null) == log.Properties["KmsKeyId"] is null),
        Policy.EachOf("AWS::KMS::Key", "The key is changed every year", (_, key) => key.Properties["EnableKeyRotation"]?.GetValue<bool>() is true),
        Policy.EachOf("AWS::KMS::Key", "Only services of this account, and who writes findings, may use the key beside its administrators", (_, key) =>
            key.Properties["KeyPolicy"]!["Statement"]!.AsArray().All(statement =>
                statement!["Principal"]?["AWS"] is not null
                || statement["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null
                || statement["Condition"]?["ArnLike"]?["kms:EncryptionContext:aws:logs:arn"] is not null)),
        Policy.EachOf("AWS::SQS::Queue", "Every queue refuses what is not encrypted on the way", (template, queue) => RefusesPlain(template, "AWS::SQS::QueuePolicy", "Queues", queue)),
        Policy.EachOf("AWS::SNS::Topic", "Every topic refuses what is not encrypted on the way", (template, topic) => RefusesPlain(template, "AWS::SNS::TopicPolicy", "Topics", topic)),
        Policy.EachOf("AWS::S3::Bucket", "The bucket refuses what is not encrypted on the way", (template, bucket) => RefusesPlain(template, "AWS::S3::BucketPolicy", "Bucket", bucket)
            && template.Statements.Any(one => one.Statement["Condition"]?["NumericLessThan"]?["s3:TlsVersion"] is not null && one.Statement["Effect"]!.GetValue<string>() == "Deny")),
    ];

    private static bool RefusesPlain(Template template, string policyType, string property, Resource resource) => template.OfType(policyType).Any(policy =>
        Template.Many(policy.Properties[property]).Any(one => Template.Reference(one) == resource.Id)
        && policy.Properties["PolicyDocument"]?["Statement"]?.AsArray().Any(statement =>
            statement!["Effect"]!.GetValue<string>() == "Deny"
            && statement["Condition"]?["Bool"]?["aws:SecureTransport"]?.GetValue<string>() == "false"
            && (statement["Principal"]?.ToJsonString() is "\"*\"" or "{\"AWS\":\"*\"}")) is true);
}
