using System.Text.Json;
using AlertFlow.Findings;

namespace AlertFlow.Tests.Findings;

public sealed class JsonTextTests
{
    private static readonly JsonText Text = JsonText.Of(new() { ["before"] = new System.Text.Json.Nodes.JsonObject { ["group"] = "no" }, ["group"] = "päyments", ["count"] = 3 });

    [Theory]
    [InlineData("group", "päyments")]
    [InlineData("count", null)]
    [InlineData("before", null)]
    [InlineData("Group", null)]
    public void A_member_is_read_where_it_is_text(string name, string? expected) => Assert.Equal(expected, Text.Member(name));

    [Fact]
    public void It_is_ASCII() => Assert.Equal("""{"before":{"group":"no"},"group":"p\u00E4yments","count":3}""", Text.ToString());

    [Fact]
    public void Members_without_a_value_are_left_out_and_without_any_there_is_none()
    {
        Assert.Equal("""{"text":"a","number":1,"json":{"text":"b"}}""", JsonText.Object(("text", "a"), ("no", (string?)null), ("number", 1L), ("json", JsonText.Object(("text", "b"))))?.ToString());
        Assert.Null(JsonText.Object(("no", (string?)null), ("number", (long?)null)));
    }

    [Theory]
    [InlineData("""{ "a" : [ 1, "ä" ] }""", """{"a":[1,"\u00E4"]}""")]
    [InlineData("""{"a":"\ud800"}""", null)]
    [InlineData("[1]", null)]
    [InlineData("1", null)]
    public void It_is_read_as_an_object_or_not_at_all(string json, string? expected)
    {
        if (expected is not null)
        {
            Assert.Equal(expected, JsonSerializer.Deserialize(json, FindingJson.Default.JsonText)?.ToString());
        }
        else
        {
            _ = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, FindingJson.Default.JsonText));
        }
    }
}
