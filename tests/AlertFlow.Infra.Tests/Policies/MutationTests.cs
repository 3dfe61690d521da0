using System.Text.Json.Nodes;

namespace AlertFlow.Infra.Tests.Policies;

/// <summary>A policy that nothing can break is none: each property is taken out of the template in turn, and some policy must notice.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    /// <summary>
    /// What may be missing unnoticed here, and why. Without what CloudFormation requires nothing is deployed, and its own
    /// validator says so; the rest is words for people.
    /// </summary>
    private static readonly Dictionary<string, string> Survivors = new()
    {
        ["*.Description"] = "words for people",
        ["AWS::SNS::Topic.DisplayName"] = "words for people",
        ["AWS::IAM::ManagedPolicy.Path"] = "the default, written down",
        ["AWS::SQS::Queue.DeletionPolicy"] = "the default, written down",
        ["AWS::SQS::Queue.UpdateReplacePolicy"] = "the default, written down",
        ["AWS::SNS::Topic.DeletionPolicy"] = "the default, written down",
        ["AWS::Lambda::LayerVersion.DeletionPolicy"] = "the default, written down",
        ["AWS::Lambda::LayerVersion.UpdateReplacePolicy"] = "the default, written down",
        ["AWS::IAM::Policy.PolicyName"] = "without it CloudFormation refuses the template",
    };

    public static TheoryData<string> Deployed => [.. Deployments.Names];

    [Theory]
    [MemberData(nameof(Deployed))]
    public void Whatever_is_taken_out_some_policy_notices(string deployment)
    {
        var json = Deployments.Of(deployment).Json.ToJsonString();
        var survivors = new SortedSet<string>(StringComparer.Ordinal);
        var taken = 0;
        foreach (var (resource, property) in PropertiesOf(JsonNode.Parse(json)!.AsObject()))
        {
            var mutant = JsonNode.Parse(json)!.AsObject();
            var owner = mutant["Resources"]![resource]!.AsObject();
            _ = property is "DeletionPolicy" or "UpdateReplacePolicy" ? owner.Remove(property) : owner["Properties"]!.AsObject().Remove(property);
            taken++;
            if (!IsNoticed(new Template(mutant)))
            {
                survivors.Add($"{owner["Type"]!.GetValue<string>()}.{property} ({resource})");
            }
        }

        output.WriteLine($"{deployment}: {taken} properties taken out, {survivors.Count} unnoticed");
        survivors.ToList().ForEach(output.WriteLine);
        Assert.DoesNotContain(survivors, survivor => !Survivors.Keys.Any(known => IsKnown(survivor, known)));
    }

    private static bool IsKnown(string survivor, string known) =>
        known.StartsWith('*') ? survivor.Split(' ')[0].EndsWith(known[1..], StringComparison.Ordinal) : survivor.Split(' ')[0] == known;

    /// <summary>A policy that stumbles over what is missing has noticed it.</summary>
    private static bool IsNoticed(Template template) => Policy.All.Any(policy =>
    {
        try
        {
            return policy.Violations(template).Any();
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException or ArgumentException)
        {
            return true;
        }
    });

    private static IEnumerable<(string Resource, string Property)> PropertiesOf(JsonObject template) =>
        from resource in template["Resources"]!.AsObject()
        where resource.Value!["Type"]!.GetValue<string>() != "AWS::CDK::Metadata"
        from property in (resource.Value!["Properties"]?.AsObject().Select(one => one.Key) ?? [])
            .Concat(resource.Value!.AsObject().Select(one => one.Key).Where(key => key is "DeletionPolicy" or "UpdateReplacePolicy"))
        select (resource.Key, property);
}
