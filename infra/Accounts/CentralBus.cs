using AlertFlow.Infra.Ingest;
using AlertFlow.Infra.Security;
using AlertFlow.Infra.Settings;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace AlertFlow.Infra.Accounts;

/// <summary>The bus for findings of other accounts and regions. Only the organisation and listed accounts may put events on it.</summary>
public sealed class CentralBus : Construct
{
    public CentralBus(Construct scope, string id, DeploymentSettings settings)
        : base(scope, id)
    {
        var bus = new EventBus(this, "Bus", new EventBusProps
        {
            EventBusName = settings.StackName,
            Description = $"{SourceTitles.OfEventBridge(settings.Sources)} findings of other accounts and regions",
        });
        Bus = bus;
        if (settings.OrganizationId is { } organization)
        {
            Allow("Organization", new AnyPrincipal(), Condition.Of("StringEquals", "aws:PrincipalOrgID", organization));
        }

        if (settings.MemberAccounts.Count > 0)
        {
            var accounts = settings.MemberAccounts.Order(StringComparer.Ordinal).Select(account => new AccountPrincipal(account));
            Allow("MemberAccounts", new CompositePrincipal([.. accounts]), null);
        }

        void Allow(string sid, IPrincipal principal, Dictionary<string, object>? conditions) =>
            bus.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
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
