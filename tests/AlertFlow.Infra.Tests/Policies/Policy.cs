namespace AlertFlow.Infra.Tests.Policies;

/// <summary>A rule that every deployment keeps.</summary>
/// <param name="Name">The rule, as a sentence.</param>
/// <param name="Violations">Returns the places of a template that break the rule.</param>
internal sealed record Policy(string Name, Func<Template, IEnumerable<string>> Violations)
{
    public static IReadOnlyList<Policy> All { get; } =
    [
        .. QueuePolicies.All, .. FunctionPolicies.All, .. RolePolicies.All, .. StatePolicies.All,
        .. EncryptionPolicies.All, .. TriggerPolicies.All, .. AlarmPolicies.All, .. CallPolicies.All,
    ];

    /// <summary>Makes a policy that some resources have to keep, each of them.</summary>
    public static Policy Each(string name, Func<Template, IEnumerable<Resource>> which, Func<Template, Resource, bool> holds) =>
        new(name, template => which(template).Where(resource => !holds(template, resource)).Select(resource => resource.ToString()));

    /// <summary>Makes a policy that all resources of a type have to keep.</summary>
    public static Policy EachOf(string type, string name, Func<Template, Resource, bool> holds) =>
        Each(name, template => template.OfType(type), holds);

    public override string ToString() => Name;
}
