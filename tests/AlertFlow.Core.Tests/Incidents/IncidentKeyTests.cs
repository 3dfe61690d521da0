using System.Text;
using AlertFlow.Findings;
using AlertFlow.Incidents;

namespace AlertFlow.Tests.Incidents;

public sealed class IncidentKeyTests
{
    private static readonly Finding Finding = Some.Event("1", "Netcat", Severity.High);

    [Fact]
    public void A_key_is_account_region_and_task_and_nothing_else()
    {
        var other = Some.Cumulative("f", 9, Severity.Low);

        Assert.Equal($"111122223333|eu-west-1|{Some.TaskA}", IncidentKey.Of(Finding));
        Assert.Equal(IncidentKey.Of(Finding), IncidentKey.Of(other));
        Assert.NotEqual(IncidentKey.Of(Finding), IncidentKey.Of(Some.Event("1", "Netcat", Severity.High, Some.TaskB)));
    }

    [Fact]
    public void A_resource_that_is_not_regional_drops_the_region()
    {
        var key = Finding with
        {
            Metadata = Finding.Metadata with { CorrelationUid = "AKIDEXAMPLE" },
            Resources = [new ResourceDetails { Type = ResourceType.AccessKey, Uid = "AKIDEXAMPLE" }],
        };

        Assert.Equal("111122223333||AKIDEXAMPLE", IncidentKey.Of(key));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\u6771')]
    public void A_long_key_is_bounded_and_still_its_own(char character)
    {
        string Key(string end) => IncidentKey.Of(Finding with { Metadata = Finding.Metadata with { CorrelationUid = new string(character, 2000) + end } });

        Assert.True(Encoding.UTF8.GetByteCount(Key("a")) <= IncidentKey.MaxBytes);
        Assert.NotEqual(Key("a"), Key("b"));
        Assert.Equal(Key("a"), Key("a"));
    }

    [Theory]
    [InlineData(ResourceType.Cluster, ResourceType.Service, ResourceType.Container, ResourceType.Task)]
    [InlineData(ResourceType.Account, ResourceType.Instance, ResourceType.Cluster, ResourceType.Service)]
    [InlineData(ResourceType.Account, ResourceType.Bucket, ResourceType.Instance)]
    [InlineData(ResourceType.Account, ResourceType.Bucket)]
    [InlineData(ResourceType.Account)]
    public void The_task_comes_first_and_the_account_last(params string[] types)
    {
        var resources = types.Select(type => new ResourceDetails { Type = type, Uid = type }).ToList();

        Assert.Equal(types[^1], Correlation.Of(resources).Uid);
    }
}
