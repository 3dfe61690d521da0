using Amazon.CDK;

namespace AlertFlow.Infra.Security;

/// <summary>Conditions of policy statements.</summary>
internal static class Condition
{
    /// <summary>Holds for requests on behalf of the stack's own account.</summary>
    public static Dictionary<string, object> OfThisAccount => Of("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID);

    public static Dictionary<string, object> Of(string comparison, string key, string value) =>
        new() { [comparison] = new Dictionary<string, object> { [key] = value } };
}
