using AlertFlow.Deployment;
using AlertFlow.Infra.Incidents;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace AlertFlow.Infra.Security;

/// <summary>Lets people on call write silences and acknowledgements, never an incident. The policy is attached to nobody.</summary>
public sealed class OperatorPolicy : Construct
{
    public OperatorPolicy(Construct scope, string id, IncidentStore store, Encryption encryption)
        : base(scope, id)
    {
        List<PolicyStatement> statements =
        [
            new(new PolicyStatementProps
            {
                Sid = "SilencesAndAcknowledgements",
                Actions = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Query"],
                Resources = [store.Table.TableArn],
                Conditions = new Dictionary<string, object>
                {
                    ["ForAllValues:StringLike"] =
                        new Dictionary<string, object> { ["dynamodb:LeadingKeys"] = $"{TableLayout.OperatorPrefix}*" },
                    // Without this, a request that names no key would pass: it has no leading key that could be wrong.
                    ["Null"] = new Dictionary<string, object> { ["dynamodb:LeadingKeys"] = "false" },
                },
            }),
        ];
        if (encryption.IsForAll)
        {
            statements.Add(new(new PolicyStatementProps { Sid = "Key", Actions = ["kms:Decrypt"], Resources = [encryption.Key.KeyArn] }));
        }

        Policy = new ManagedPolicy(this, "Policy", new ManagedPolicyProps
        {
            Description = "Silences and acknowledgements of AlertFlow",
            Statements = [.. statements],
        });
    }

    public ManagedPolicy Policy { get; }
}
