using AlertFlow.Deployment;

namespace AlertFlow.Infra.Tests.Policies;

internal static class StatePolicies
{
    /// <summary>Stateful resources keep their logical ids for ever: another id would be another resource.</summary>
    private static readonly Dictionary<string, string> Pinned = new()
    {
        ["IncidentTable"] = "AWS::DynamoDB::Table",
        ["RecordBucket"] = "AWS::S3::Bucket",
        ["EncryptionKey"] = "AWS::KMS::Key",
        ["AlertsTopic"] = "AWS::SNS::Topic",
        ["AlarmsTopic"] = "AWS::SNS::Topic",
        ["DecisionsLog"] = "AWS::Logs::LogGroup",
        ["DeliveriesLog"] = "AWS::Logs::LogGroup",
    };

    private static readonly string[] Stateful =
        ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SNS::Topic", "AWS::Logs::LogGroup"];

    private static readonly string[] Evidence = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Logs::LogGroup"];

    private static readonly string[] PublicAccess = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("Every stateful resource has a pinned logical id", template => template.All
            .Where(resource => Stateful.Contains(resource.Type) && Pinned.GetValueOrDefault(resource.Id) != resource.Type)
            .Select(resource => resource.ToString())),
        Policy.Each(
            "Evidence outlives the stack",
            template => template.All.Where(resource => Evidence.Contains(resource.Type)),
            (_, resource) => resource.Json["DeletionPolicy"]?.GetValue<string>() == "Retain"
                && resource.Json["UpdateReplacePolicy"]?.GetValue<string>() == "Retain"),
        Policy.EachOf("AWS::DynamoDB::Table", "The table cannot be deleted by mistake", (_, table) =>
            table.IsOn("DeletionProtectionEnabled")),
        Policy.EachOf("AWS::DynamoDB::Table", "The table can be restored to any second", (_, table) =>
            table.IsOn("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled")),
        Policy.EachOf("AWS::DynamoDB::Table", "The table takes any load", (_, table) => table.Text("BillingMode") == "PAY_PER_REQUEST"),
        Policy.EachOf("AWS::DynamoDB::Table", "Expired items are deleted", (_, table) =>
            table.Text("TimeToLiveSpecification.AttributeName") == TableLayout.ExpiresAt && table.IsOn("TimeToLiveSpecification.Enabled")),
        Policy.EachOf("AWS::DynamoDB::Table", "The table and its index have the keys that the stores write", (_, table) =>
            Keys(table.At("KeySchema")).SequenceEqual([TableLayout.PartitionKey, TableLayout.SortKey])
            && Template.Many(table.At("AttributeDefinitions")).Count == 4
            && Template.Many(table.At("GlobalSecondaryIndexes")) is [var index]
            && index["IndexName"]?.GetValue<string>() == TableLayout.DueIndex
            && Keys(index["KeySchema"]).SequenceEqual([TableLayout.DueShard, TableLayout.DueAt])
            && index["Projection"]?["ProjectionType"]?.GetValue<string>() == "KEYS_ONLY"),
        Policy.EachOf("AWS::S3::Bucket", "The bucket's records are not public", (_, bucket) =>
            PublicAccess.All(flag => bucket.IsOn($"PublicAccessBlockConfiguration.{flag}"))
            && Template.Many(bucket.At("OwnershipControls.Rules")) is [var rule]
            && rule["ObjectOwnership"]?.GetValue<string>() == "BucketOwnerEnforced"),
        Policy.EachOf("AWS::S3::Bucket", "A record that is written over is kept", (_, bucket) =>
            bucket.Text("VersioningConfiguration.Status") == "Enabled"),
        Policy.EachOf("AWS::S3::Bucket", "Old records cost little, and half an upload is not paid for ever", (_, bucket) =>
            Template.Many(bucket.At("LifecycleConfiguration.Rules")) is [var rule] && rule["Transitions"] is not null
            && rule["NoncurrentVersionExpiration"] is not null && rule["AbortIncompleteMultipartUpload"] is not null
            && rule["ExpirationInDays"] is null),
        Policy.EachOf("AWS::Logs::LogGroup", "Logs are kept for a time that somebody chose", (_, log) =>
            log.At("RetentionInDays") is not null),
        Policy.Each("Decisions are kept for a year", template => template.All.Where(log => log.Id == "DecisionsLog"), (_, log) =>
            log.Number("RetentionInDays") >= 365),
    ];

    private static IEnumerable<string> Keys(System.Text.Json.Nodes.JsonNode? schema) =>
        Template.Many(schema).Select(key => key["AttributeName"]!.GetValue<string>());
}
