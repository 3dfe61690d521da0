using AlertFlow.Incidents.Deciding;
using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace AlertFlow.Infra.Records;

/// <summary>The bucket of the incident records: the evidence of findings, decisions and deliveries.</summary>
public sealed class IncidentRecords : Construct
{
    public IncidentRecords(Construct scope, string id, DeploymentSettings settings, Encryption encryption)
        : base(scope, id)
    {
        if (settings.Existing.RecordBucket is { } name)
        {
            Bucket = Amazon.CDK.AWS.S3.Bucket.FromBucketName(this, "Bucket", name);
            return;
        }

        var bucket = new Bucket(this, "Bucket", new BucketProps
        {
            Encryption = encryption.IsForAll ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
            EncryptionKey = encryption.KeyForAll,
            BucketKeyEnabled = encryption.IsForAll ? true : null,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            Versioned = true,
            LifecycleRules =
            [
                new LifecycleRule
                {
                    Transitions =
                        [new Transition { StorageClass = StorageClass.GLACIER_INSTANT_RETRIEVAL, TransitionAfter = Duration.Days(90) }],
                    NoncurrentVersionExpiration = Duration.Days(90),
                    AbortIncompleteMultipartUploadAfter = Duration.Days(7),
                },
            ],
            RemovalPolicy = settings.IsProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
        bucket.Suppress((
            "AwsSolutions-S1",
            "One role writes and nobody but auditors reads: CloudTrail's data events show both, without a second bucket"));
        ((CfnBucket)bucket.Node.DefaultChild!).OverrideLogicalId("RecordBucket"); // The bucket's own resource.
        Bucket = bucket;
    }

    public IBucket Bucket { get; }
}
