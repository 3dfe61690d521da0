namespace AlertFlow.Infra.Tests.Policies;

public sealed class PolicyTests
{
    public static TheoryData<string, string> Held =>
        [.. from name in Deployments.Names from policy in Policy.All select (name, policy.Name)];

    [Theory]
    [MemberData(nameof(Held))]
    public void It_holds_in_every_deployment(string deployment, string policy) =>
        Assert.Empty(Policy.All.Single(one => one.Name == policy).Violations(Deployments.Of(deployment)));
}
