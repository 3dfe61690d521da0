using System.Text.Json.Nodes;

namespace AlertFlow.Infra.Tests.Policies;

internal static class EncryptionPolicies
{
    public static IReadOnlyList<Policy> All { get; } =
    [
        Policy.EachOf("AWS::SQS::Queue", "Every queue is encrypted", (_, queue) =>
            queue.IsOn("SqsManagedSseEnabled") || queue.At("KmsMasterKeyId") is not null),
        Policy.EachOf("AWS::SNS::Topic", "Every topic is encrypted with a key that CloudWatch may use", (template, topic) =>
            topic.At("KmsMasterKeyId") is { } reference && (template.Find(Template.Reference(reference)) is not { } key
                || StatementsOf(key).Any(statement =>
                    Template.ServiceOf(statement) == "cloudwatch.amazonaws.com" && IsOfThisAccount(statement)))),
        Policy.EachOf("AWS::DynamoDB::Table", "The table is encrypted with a key whose use is logged", (_, table) =>
            table.IsOn("SSESpecification.SSEEnabled")),
        Policy.EachOf("AWS::S3::Bucket", "The bucket is encrypted", (_, bucket) =>
            bucket.At("BucketEncryption.ServerSideEncryptionConfiguration") is not null),
        Policy.EachOf("AWS::Logs::LogGroup", "Where queues have the customer's key logs have it too", (template, log) =>
            HasCustomerKey(template) == log.At("KmsKeyId") is not null),
        Policy.EachOf("AWS::KMS::Key", "The key is changed every year", (_, key) => key.IsOn("EnableKeyRotation")),
        Policy.EachOf(
            "AWS::KMS::Key",
            "Only services of this account, and writers of findings, may use the key beside its administrators",
            (_, key) => StatementsOf(key).All(statement =>
                statement["Principal"]?["AWS"] is not null
                // EventBridge does not name the account to KMS.
                || IsOfThisAccount(statement) != (Template.ServiceOf(statement) == "events.amazonaws.com")
                || statement["Condition"]?["ArnLike"]?["kms:EncryptionContext:aws:logs:arn"] is not null)),
        Policy.EachOf("AWS::KMS::Key", "The account's administrators keep the key", (_, key) => StatementsOf(key).Any(statement =>
            Template.Texts(statement["Action"]).Contains("kms:*")
            && statement["Principal"]?["AWS"]?.ToJsonString().Contains(":root", StringComparison.Ordinal) is true)),
        Policy.EachOf("AWS::KMS::Key", "Where queues have the customer's key, writers of queues and logs may use it", (template, key) =>
            !HasCustomerKey(template)
            || (StatementsOf(key).Any(statement => Template.ServiceOf(statement) == "events.amazonaws.com")
                && key.At("KeyPolicy")!.ToJsonString().Contains("kms:EncryptionContext:aws:logs:arn", StringComparison.Ordinal)
                && template.OfType("AWS::IAM::User").All(user =>
                    StatementsOf(key).Any(statement => Template.Reference(statement["Principal"]?["AWS"]) == user.Id)))),
        Policy.Each("A function that publishes may use the key of the topic", Publishers, (template, function) =>
            MayUse(template.StatementsOf(function), "kms:Decrypt", "kms:GenerateDataKey*")),
        Policy.EachOf("AWS::Lambda::Function", "Where queues have the customer's key, every function may use it", (template, function) =>
            !HasCustomerKey(template)
            || MayUse(
                template.StatementsOf(function),
                "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*")),
        Policy.EachOf("AWS::Scheduler::Schedule", "Where queues have the customer's key, canaries may use it", (template, schedule) =>
            !HasCustomerKey(template)
            || MayUse(template.StatementsOf(Template.Reference(schedule.At("Target.RoleArn"))), "kms:Decrypt", "kms:GenerateDataKey")),
        new("Where queues have the customer's key, operators may use it", template =>
            from policy in template.OfType("AWS::IAM::ManagedPolicy")
            where HasCustomerKey(template)
                && !MayUse(template.Statements.Where(one => one.Owner == policy).Select(one => one.Statement), "kms:Decrypt")
            select policy.ToString()),
        Policy.EachOf("AWS::SQS::Queue", "Every queue refuses plain HTTP", (template, queue) =>
            RefusesPlain(template, "AWS::SQS::QueuePolicy", "Queues", queue)),
        Policy.EachOf("AWS::SNS::Topic", "Every topic refuses plain HTTP", (template, topic) =>
            RefusesPlain(template, "AWS::SNS::TopicPolicy", "Topics", topic)),
        Policy.EachOf("AWS::S3::Bucket", "The bucket refuses plain HTTP and old TLS", (template, bucket) =>
            RefusesPlain(template, "AWS::S3::BucketPolicy", "Bucket", bucket)
            && template.Statements.Any(one =>
                one.Statement["Condition"]?["NumericLessThan"]?["s3:TlsVersion"] is not null && IsDenial(one.Statement))),
    ];

    private static bool HasCustomerKey(Template template) => template.Queues.Any(queue => queue.At("KmsMasterKeyId") is not null);

    private static IEnumerable<JsonObject> StatementsOf(Resource key) =>
        key.At("KeyPolicy")!["Statement"]!.AsArray().Select(statement => statement!.AsObject());

    private static IEnumerable<Resource> Publishers(Template template) => template.Functions.Where(function =>
        template.StatementsOf(function).Any(statement => Template.Texts(statement["Action"]).Contains("sns:Publish")));

    private static bool IsOfThisAccount(JsonObject statement) => statement["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null;

    private static bool IsDenial(JsonNode statement) => statement["Effect"]!.GetValue<string>() == "Deny";

    private static bool MayUse(IEnumerable<JsonObject> statements, params string[] actions) =>
        actions.All(action => statements.Any(statement => Template.Texts(statement["Action"]).Contains(action)));

    private static bool RefusesPlain(Template template, string policyType, string property, Resource resource) =>
        template.OfType(policyType).Any(policy => Template.Many(policy.At(property)).Any(one => Template.Reference(one) == resource.Id)
            && policy.At("PolicyDocument.Statement")?.AsArray().Any(statement => IsDenial(statement!)
                && statement!["Condition"]?["Bool"]?["aws:SecureTransport"]?.GetValue<string>() == "false"
                && statement["Principal"]?.ToJsonString() is "\"*\"" or "{\"AWS\":\"*\"}") is true);
}
