using AlertFlow.Deployment;

namespace AlertFlow.Infra.Tests.Policies;

internal static class StatePolicies
{
    /// <summary>What holds state keeps its logical id for ever: another one would be another resource.</summary>
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

    private static readonly string[] Stateful = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SNS::Topic", "AWS::Logs::LogGroup"];

    public static IReadOnlyList<Policy> All { get; } =
    [
        new("What holds state has a pinned logical id", template => template.All
            .Where(resource => Stateful.Contains(resource.Type) && Pinned.GetValueOrDefault(resource.Id) != resource.Type)
            .Select(resource => resource.ToString())),
        Policy.Each("What holds evidence outlives the stack", template => template.All.Where(resource => resource.Type is "AWS::DynamoDB::Table" or "AWS::S3::Bucket" or "AWS::KMS::Key" or "AWS::Logs::LogGroup"), (_, resource) =>
            resource.Json["DeletionPolicy"]?.GetValue<string>() == "Retain" && resource.Json["UpdateReplacePolicy"]?.GetValue<string>() == "Retain"),
        Policy.EachOf("AWS::DynamoDB::Table", "The table cannot be deleted by mistake", (_, table) => table.Properties["DeletionProtectionEnabled"]?.GetValue<bool>() is true),
        Policy.EachOf("AWS::DynamoDB::Table", "The table can be restored to any second", (_, table) => table.At("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled")?.GetValue<bool>() is true),
        Policy.EachOf("AWS::DynamoDB::Table", "The table takes whatever comes", (_, table) => table.Properties["BillingMode"]?.GetValue<string>() == "PAY_PER_REQUEST"),
        Policy.EachOf("AWS::DynamoDB::Table", "What is over is cleaned up", (_, table) =>
            table.At("TimeToLiveSpecification.AttributeName")?.GetValue<string>() == TableLayout.ExpiresAt && table.At("TimeToLiveSpecification.Enabled")?.GetValue<bool>() is true),
        Policy.EachOf("AWS::DynamoDB::Table", "The table and its index have the keys that the stores write", (_, table) =>
            Keys(table.Properties["KeySchema"]).SequenceEqual([TableLayout.PartitionKey, TableLayout.SortKey])
            && Template.Many(table.Properties["AttributeDefinitions"]).Count == 4
            && Template.Many(table.Properties["GlobalSecondaryIndexes"]) is [var index]
            && index["IndexName"]?.GetValue<string>() == TableLayout.DueIndex
            && Keys(index["KeySchema"]).SequenceEqual([TableLayout.DueShard, TableLayout.DueAt])
            && index["Projection"]?["ProjectionType"]?.GetValue<string>() == "KEYS_ONLY"),
        Policy.EachOf("AWS::S3::Bucket", "Records are nobody else's", (_, bucket) =>
            bucket.At("PublicAccessBlockConfiguration") is { } block && ((string[])["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]).All(flag => block[flag]?.GetValue<bool>() is true)
            && Template.Many(bucket.At("OwnershipControls.Rules")) is [var rule] && rule["ObjectOwnership"]?.GetValue<string>() == "BucketOwnerEnforced"),
        Policy.EachOf("AWS::S3::Bucket", "A record that is written over is kept", (_, bucket) => bucket.At("VersioningConfiguration.Status")?.GetValue<string>() == "Enabled"),
        Policy.EachOf("AWS::S3::Bucket", "Old records cost little, and half an upload is not paid for ever", (_, bucket) =>
            Template.Many(bucket.At("LifecycleConfiguration.Rules")) is [var rule] && rule["Transitions"] is not null && rule["NoncurrentVersionExpiration"] is not null && rule["AbortIncompleteMultipartUpload"] is not null
            && rule["ExpirationInDays"] is null),
        Policy.EachOf("AWS::Logs::LogGroup", "Logs are kept for a time that somebody chose", (_, log) => log.Properties["RetentionInDays"] is not null),
        Policy.Each("Decisions are kept for a year", template => template.All.Where(resource => resource.Id == "DecisionsLog"), (_, log) => log.Properties["RetentionInDays"]?.GetValue<int>() >= 365),
    ];

    private static IEnumerable<string> Keys(System.Text.Json.Nodes.JsonNode? schema) => Template.Many(schema).Select(key => key["AttributeName"]!.GetValue<string>());
}
