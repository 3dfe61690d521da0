using System.Text.Json.Nodes;

namespace AlertFlow.Infra.Tests.Policies;

/// <summary>Tests of the policies: each property is taken out of the template in turn, and some policy must notice.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    /// <summary>Properties that may be missing unnoticed here, each with the reason.</summary>
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

    /// <summary>Between them they have every resource and every property of the others.</summary>
    public static TheoryData<string> Deployed => ["default", "multi-account", "customer-key"];

    [Theory]
    [MemberData(nameof(Deployed))]
    public void Some_policy_notices_each_property_that_is_taken_out(string deployment)
    {
        var original = Deployments.Of(deployment);
        var json = original.Json.ToJsonString();
        var survivors = new SortedSet<string>(StringComparer.Ordinal);
        var taken = 0;
        foreach (var (resource, property) in PropertiesOf(JsonNode.Parse(json)!.AsObject()))
        {
            var mutant = JsonNode.Parse(json)!.AsObject();
            var owner = mutant["Resources"]![resource]!.AsObject();
            (property is "DeletionPolicy" or "UpdateReplacePolicy" ? owner : owner["Properties"]!.AsObject()).Remove(property);
            taken++;
            if (!IsNoticed(original.With(mutant)))
            {
                survivors.Add($"{owner["Type"]!.GetValue<string>()}.{property} ({resource})");
            }
        }

        foreach (var (name, mutant) in WithoutStatements(original))
        {
            taken++;
            if (!IsNoticed(mutant))
            {
                survivors.Add(name);
            }
        }

        output.WriteLine($"{deployment}: {taken} properties, statements and conditions taken out, {survivors.Count} unnoticed");
        survivors.ToList().ForEach(output.WriteLine);
        Assert.DoesNotContain(survivors, survivor => !Survivors.Keys.Any(known => IsKnown(survivor, known)));
    }

    /// <summary>Takes each statement out of its policy, and each condition out of its statement.</summary>
    private static IEnumerable<(string Name, Template Mutant)> WithoutStatements(Template original)
    {
        foreach (var (index, (owner, statement)) in original.Statements.ToArray().Index())
        {
            var name = $"{owner.Type}.{statement["Sid"] ?? statement["Action"]!.ToJsonString()}";
            var mutant = original.With(original.Json.DeepClone().AsObject());
            var doomed = mutant.Statements.ElementAt(index).Statement;
            ((JsonArray)doomed.Parent!).Remove(doomed);
            yield return ($"{name} ({owner.Id})", mutant);
            if (statement["Condition"] is not null)
            {
                mutant = original.With(original.Json.DeepClone().AsObject());
                mutant.Statements.ElementAt(index).Statement.Remove("Condition");
                yield return ($"{name}.Condition ({owner.Id})", mutant);
            }
        }
    }

    private static bool IsKnown(string survivor, string known) =>
        known.StartsWith('*') ? survivor.Split(' ')[0].EndsWith(known[1..], StringComparison.Ordinal) : survivor.Split(' ')[0] == known;

    /// <summary>Returns whether a policy is broken. One that fails over a missing property has noticed it.</summary>
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
