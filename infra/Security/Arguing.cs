using Amazon.CDK;
using Constructs;

namespace AlertFlow.Infra.Security;

/// <summary>Where a rule of cdk-nag does not fit, the reason stands beside the resource, in the template too.</summary>
/// <seealso href="https://github.com/cdklabs/cdk-nag#suppressing-a-rule"/>
internal static class Arguing
{
    /// <summary>Says why a rule does not hold for what the construct is made of.</summary>
    public static void Argue(this IConstruct construct, params (string Rule, string Reason)[] reasons)
    {
        var resource = construct as CfnResource ?? (CfnResource)construct.Node.DefaultChild!; // Every construct that is argued about has one resource.
        resource.AddMetadata("cdk_nag", new Dictionary<string, object>
        {
            ["rules_to_suppress"] = reasons.Select(one => new Dictionary<string, object> { ["id"] = one.Rule, ["reason"] = one.Reason }).ToArray(),
        });
    }
}
