using AlertFlow.Deployment;
using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace AlertFlow.Infra.Incidents;

/// <summary>The table of incidents and of their deliveries: the only state of AlertFlow.</summary>
public sealed class IncidentStore : Construct
{
    public IncidentStore(Construct scope, string id, DeploymentSettings settings, Encryption encryption)
        : base(scope, id)
    {
        if (settings.Existing.TableArn is { } arn)
        {
            var existing = new TableAttributes { TableArn = arn, LocalIndexes = [TableLayout.DueIndex] };
            Table = Amazon.CDK.AWS.DynamoDB.Table.FromTableAttributes(this, "Table", existing);
            return;
        }

        var table = new Table(this, "Table", new TableProps
        {
            PartitionKey = new Attribute { Name = TableLayout.PartitionKey, Type = AttributeType.STRING },
            SortKey = new Attribute { Name = TableLayout.SortKey, Type = AttributeType.STRING },
            TimeToLiveAttribute = TableLayout.ExpiresAt,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            PointInTimeRecoverySpecification = new PointInTimeRecoverySpecification { PointInTimeRecoveryEnabled = true },
            Encryption = encryption.IsForAll ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.AWS_MANAGED,
            EncryptionKey = encryption.KeyForAll,
            DeletionProtection = settings.IsProduction,
            RemovalPolicy = settings.IsProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        });
        table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = TableLayout.DueIndex,
            PartitionKey = new Attribute { Name = TableLayout.DueShard, Type = AttributeType.STRING },
            SortKey = new Attribute { Name = TableLayout.DueAt, Type = AttributeType.NUMBER },
            ProjectionType = ProjectionType.KEYS_ONLY,
        });
        ((CfnTable)table.Node.DefaultChild!).OverrideLogicalId("IncidentTable"); // The table's own resource.
        Table = table;
    }

    public ITable Table { get; }

    internal string IndexArn => $"{Table.TableArn}/index/{TableLayout.DueIndex}";
}
