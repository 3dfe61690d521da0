using AlertFlow.Infra.Settings;
using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace AlertFlow.Infra.Accounts;

/// <summary>A bus on which other accounts and regions put their findings: those of the organisation, or those that are listed, and nobody else.</summary>
public sealed class CentralBus : Construct
{
    public CentralBus(Construct scope, string id, DeploymentSettings settings)
        : base(scope, id)
    {
        var bus = new EventBus(this, "Bus", new EventBusProps { EventBusName = settings.StackName, Description = "GuardDuty findings of other accounts and regions" });
        Bus = bus;
        if (settings.OrganizationId is { } organization)
        {
            Let("Organization", new AnyPrincipal(), new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:PrincipalOrgID"] = organization } });
        }

        if (settings.MemberAccounts.Count > 0)
        {
            Let("MemberAccounts", new CompositePrincipal([.. settings.MemberAccounts.Order(StringComparer.Ordinal).Select(account => new AccountPrincipal(account))]), null);
        }

        void Let(string sid, IPrincipal principal, IDictionary<string, object>? conditions) => bus.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = sid,
            Principals = [principal],
            Actions = ["events:PutEvents"],
            Resources = [bus.EventBusArn],
            Conditions = conditions,
        }));
    }

    public IEventBus Bus { get; }
}
