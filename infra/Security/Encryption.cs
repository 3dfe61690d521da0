using AlertFlow.Infra.Settings;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace AlertFlow.Infra.Security;

/// <summary>
/// The stack's key. Topics are always encrypted with it: CloudWatch may not publish through AWS's own key. The rest is
/// encrypted with AWS's keys, or with this one where the settings say so.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services"/>
public sealed class Encryption : Construct
{
    public Encryption(Construct scope, string id, DeploymentSettings settings)
        : base(scope, id)
    {
        IsForAll = settings.UsesCustomerKey || settings.Existing.KeyArn is not null;
        if (settings.Existing.KeyArn is { } arn)
        {
            Key = Amazon.CDK.AWS.KMS.Key.FromKeyArn(this, "Key", arn);
            return;
        }

        var key = new Key(this, "Key", new KeyProps
        {
            Description = "Encrypts AlertFlow's topics, and what else the settings ask for",
            EnableKeyRotation = true,
            RemovalPolicy = settings.IsProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
        ((CfnKey)key.Node.DefaultChild!).OverrideLogicalId("EncryptionKey"); // The key is the construct's only child.
        Key = key;
        Allow("cloudwatch.amazonaws.com", ofThisAccount: true);
        if (IsForAll)
        {
            // EventBridge does not name the account to KMS: with the condition every finding would be lost on its way.
            Allow("events.amazonaws.com", ofThisAccount: false);
            key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
            {
                Sid = "Logs",
                Principals = [new ServicePrincipal($"logs.{Aws.REGION}.amazonaws.com")],
                Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
                Resources = ["*"],
                Conditions = Condition.Of(
                    "ArnLike", "kms:EncryptionContext:aws:logs:arn", $"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:*"),
            }));
        }
    }

    public IKey Key { get; }

    /// <summary>True where queues, table, bucket and logs are encrypted with it too.</summary>
    public bool IsForAll { get; }

    /// <summary>The key where it is for all, else null.</summary>
    internal IKey? KeyForAll => IsForAll ? Key : null;

    private void Allow(string service, bool ofThisAccount) => Key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Sid = service.Split('.')[0],
        Principals = [new ServicePrincipal(service)],
        Actions = ["kms:GenerateDataKey*", "kms:Decrypt"],
        Resources = ["*"],
        Conditions = ofThisAccount ? Condition.OfThisAccount : null,
    }));
}
