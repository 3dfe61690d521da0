namespace AlertFlow.Infra.Tests.Policies;

/// <summary>Something that holds in every deployment.</summary>
/// <param name="Name">As a sentence.</param>
/// <param name="Violations">Where it does not hold; empty: it does.</param>
internal sealed record Policy(string Name, Func<Template, IEnumerable<string>> Violations)
{
    public static IReadOnlyList<Policy> All { get; } =
    [
        .. QueuePolicies.All, .. FunctionPolicies.All, .. RolePolicies.All, .. StatePolicies.All, .. EncryptionPolicies.All, .. TriggerPolicies.All, .. AlarmPolicies.All, .. CallPolicies.All,
    ];

    /// <summary>Of each of these it must be true.</summary>
    public static Policy Each(string name, Func<Template, IEnumerable<Resource>> which, Func<Template, Resource, bool> holds) =>
        new(name, template => which(template).Where(resource => !holds(template, resource)).Select(resource => resource.ToString()));

    public static Policy EachOf(string type, string name, Func<Template, Resource, bool> holds) => Each(name, template => template.OfType(type), holds);

    public override string ToString() => Name;
}
