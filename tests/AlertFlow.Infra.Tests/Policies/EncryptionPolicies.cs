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
                || statement["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null != (Template.ServiceOf(statement.AsObject()) == "events.amazonaws.com") // It does not tell KMS for whom it asks.
                || statement["Condition"]?["ArnLike"]?["kms:EncryptionContext:aws:logs:arn"] is not null)),
        Policy.EachOf("AWS::KMS::Key", "The account's administrators keep the key", (_, key) =>
            key.Properties["KeyPolicy"]!["Statement"]!.AsArray().Any(statement => Template.Texts(statement!["Action"]).Contains("kms:*") && statement["Principal"]?["AWS"]?.ToJsonString().Contains(":root", StringComparison.Ordinal) is true)),
        Policy.EachOf("AWS::KMS::Key", "Where queues have the customer's key, who writes to them and to logs may use it", (template, key) =>
            template.Queues.All(queue => queue.Properties["KmsMasterKeyId"] is null)
            || (Services(key).Contains("events.amazonaws.com") && key.Properties["KeyPolicy"]!.ToJsonString().Contains("kms:EncryptionContext:aws:logs:arn", StringComparison.Ordinal)
                && template.OfType("AWS::IAM::User").All(user => key.Properties["KeyPolicy"]!["Statement"]!.AsArray().Any(statement => Template.Reference(statement!["Principal"]?["AWS"]) == user.Id)))),
        Policy.Each("Whoever publishes may use the key of the topic", template => template.Functions.Where(function => template.StatementsOf(function).Any(statement => Template.Texts(statement["Action"]).Contains("sns:Publish"))), (template, function) =>
            MayUse(template.StatementsOf(function), "kms:Decrypt", "kms:GenerateDataKey*")),
        Policy.EachOf("AWS::Lambda::Function", "Where queues have the customer's key, every function may use it", (template, function) =>
            template.Queues.All(queue => queue.Properties["KmsMasterKeyId"] is null) || MayUse(template.StatementsOf(function), "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*")),
        new("Where queues have the customer's key, canaries and operators may use it", template =>
            template.Queues.All(queue => queue.Properties["KmsMasterKeyId"] is null)
            || (template.Statements.Any(one => one.Owner.Type == "AWS::IAM::ManagedPolicy" && Template.Texts(one.Statement["Action"]).Contains("kms:Decrypt"))
                && template.OfType("AWS::Scheduler::Schedule").Select(schedule => Template.Reference(schedule.At("Target.RoleArn"))).All(role => MayUse(
                    template.Statements.Where(one => Template.Many(one.Owner.Properties["Roles"]).Any(other => Template.Reference(other) == role)).Select(one => one.Statement), "kms:Decrypt", "kms:GenerateDataKey")))
                ? [] : ["the customer's key"]),
        Policy.EachOf("AWS::SQS::Queue", "Every queue refuses what is not encrypted on the way", (template, queue) => RefusesPlain(template, "AWS::SQS::QueuePolicy", "Queues", queue)),
        Policy.EachOf("AWS::SNS::Topic", "Every topic refuses what is not encrypted on the way", (template, topic) => RefusesPlain(template, "AWS::SNS::TopicPolicy", "Topics", topic)),
        Policy.EachOf("AWS::S3::Bucket", "The bucket refuses what is not encrypted on the way", (template, bucket) => RefusesPlain(template, "AWS::S3::BucketPolicy", "Bucket", bucket)
            && template.Statements.Any(one => one.Statement["Condition"]?["NumericLessThan"]?["s3:TlsVersion"] is not null && one.Statement["Effect"]!.GetValue<string>() == "Deny")),
    ];

    private static IEnumerable<string?> Services(Resource key) => key.Properties["KeyPolicy"]!["Statement"]!.AsArray().Select(statement => Template.ServiceOf(statement!.AsObject()));

    private static bool MayUse(IEnumerable<System.Text.Json.Nodes.JsonObject> statements, params string[] actions) =>
        actions.All(action => statements.Any(statement => Template.Texts(statement["Action"]).Contains(action)));

    private static bool RefusesPlain(Template template, string policyType, string property, Resource resource) => template.OfType(policyType).Any(policy =>
        Template.Many(policy.Properties[property]).Any(one => Template.Reference(one) == resource.Id)
        && policy.Properties["PolicyDocument"]?["Statement"]?.AsArray().Any(statement =>
            statement!["Effect"]!.GetValue<string>() == "Deny"
            && statement["Condition"]?["Bool"]?["aws:SecureTransport"]?.GetValue<string>() == "false"
            && (statement["Principal"]?.ToJsonString() is "\"*\"" or "{\"AWS\":\"*\"}")) is true);
}
