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

    /// <summary>Between them they have every resource and every property of the others.</summary>
    public static TheoryData<string> Deployed => ["default", "multi-account", "customer-key"];

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

        foreach (var (name, mutant) in WithoutStatements(json))
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

    /// <summary>Each statement of each policy taken out, and each condition of each.</summary>
    private static IEnumerable<(string Name, Template Mutant)> WithoutStatements(string json)
    {
        var original = new Template(JsonNode.Parse(json)!.AsObject()).Statements.ToArray();
        for (var index = 0; index < original.Length; index++)
        {
            var (owner, statement) = original[index];
            var name = $"{owner.Type}.{statement["Sid"] ?? statement["Action"]!.ToJsonString()}";
            var mutant = new Template(JsonNode.Parse(json)!.AsObject());
            var doomed = mutant.Statements.ElementAt(index).Statement;
            ((JsonArray)doomed.Parent!).Remove(doomed);
            yield return ($"{name} ({owner.Id})", mutant);
            if (statement["Condition"] is not null)
            {
                mutant = new Template(JsonNode.Parse(json)!.AsObject());
                mutant.Statements.ElementAt(index).Statement.Remove("Condition");
                yield return ($"{name}.Condition ({owner.Id})", mutant);
            }
        }
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
