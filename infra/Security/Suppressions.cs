using Amazon.CDK;
using Constructs;

namespace AlertFlow.Infra.Security;

/// <summary>Writes down, beside a resource and in the template, why a rule of cdk-nag does not apply to it.</summary>
/// <seealso href="https://github.com/cdklabs/cdk-nag#suppressing-a-rule"/>
internal static class Suppressions
{
    /// <summary>Suppresses rules for a construct's resource, each with its reason.</summary>
    public static void Suppress(this IConstruct construct, params (string Rule, string Reason)[] reasons)
    {
        var resource = construct as CfnResource ?? (CfnResource)construct.Node.DefaultChild!; // Every construct that is passed has one.
        resource.AddMetadata("cdk_nag", new Dictionary<string, object>
        {
            ["rules_to_suppress"] = reasons
                .Select(one => new Dictionary<string, object> { ["id"] = one.Rule, ["reason"] = one.Reason })
                .ToArray(),
        });
    }
}
