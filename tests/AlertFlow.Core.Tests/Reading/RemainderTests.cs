using System.Text;
using AlertFlow.Reading;
using AlertFlow.Sources;
using AlertFlow.Sources.GuardDuty;

namespace AlertFlow.Tests.Reading;

/// <summary>What of an event has no home in the schema.</summary>
public sealed class RemainderTests
{
    [Fact]
    public void A_member_that_is_said_twice_is_not_lost()
    {
        var result = Source.ParseBody(Encoding.UTF8.GetBytes(
            """{"content":{"ruleName":"r"},"timestamp":1773457331,"originator":"policy","odd":1,"odd":2,"ODD":3}"""));

        var finding = Assert.IsType<ParseResult.Parsed>(Assert.Single(result).Result).Finding;
        Assert.Equal("""{"originator":"policy","odd":1,"odd#4":2,"ODD":3}""", finding.Unmapped!.ToString());
    }

    [Fact]
    public void A_name_that_is_made_for_a_member_that_is_said_twice_takes_nobody_elses_place()
    {
        var result = Source.ParseBody(Encoding.UTF8.GetBytes(
            """{"content":{"ruleName":"r"},"timestamp":1773457331,"originator":"policy","odd#5":0,"odd":1,"odd":2,"odd#5":3}"""));

        var finding = Assert.IsType<ParseResult.Parsed>(Assert.Single(result).Result).Finding;
        Assert.Equal("""{"originator":"policy","odd#5":0,"odd":1,"odd#5#5":2,"odd#5#6":3}""", finding.Unmapped!.ToString());
    }

    [Theory]
    [InlineData("""{"container":{"image":"a"},"image":"b"}""", """{"image":"a","image#1":"b"}""")]
    [InlineData("""{"container":{},"image":"b"}""", """{"image":"b"}""")]
    [InlineData("""{"container":{"image":"a","cpu":1},"gpu":[]}""", """{"image":"a","container":{"cpu":1}}""")]
    [InlineData("""{"container":{"image":"a"}}""", """{"image":"a"}""")]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    public void What_is_named_stands_before_the_rest_and_takes_nobody_elses_place(string data, string? expected)
    {
        var resource = EventJson.Of($$"""{"uid":"u","resourceType":"CONTAINER","data":{{data}}}""")!;

        var read = GuardDutySequenceResource.Read(SourceNode.Of(resource), new("111122223333", "eu-central-1", "aws"))!;

        Assert.Equal(expected, read.Data?.ToString());
    }
}
