using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Incidents.Items;
using CsCheck;

namespace AlertFlow.Tests.Findings;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", null, null)]
    [InlineData("203.0.113.9:4444", "203.0.113.9", null, 4444)]
    [InlineData("2001:db8::9", "2001:db8::9", null, null)]
    [InlineData("[2001:db8::9]:443", "2001:db8::9", null, 443)]
    [InlineData("pool.example", null, "pool.example", null)]
    [InlineData("pool.example:3333", null, "pool.example", 3333)]
    [InlineData("10.1:80", null, "10.1", 80)]
    [InlineData("203.0.113.9:65536", null, "203.0.113.9:65536", null)]
    [InlineData(":80", null, ":80", null)]
    public void Text_is_an_address_or_a_host_with_or_without_a_port(string text, string? ip, string? host, int? port)
    {
        var endpoint = Endpoint.Parse(text);

        Assert.Equal(new Endpoint(ip, host, port), endpoint);
        Assert.Equal(text, endpoint!.ToString());
    }

    [Fact]
    public void An_endpoint_is_read_back_from_its_text() => Gen.Select(
            Gen.Bool, Gen.UShort, Gen.Bool, (wide, port, hasPort) => new Endpoint(wide ? "2001:db8::9" : "203.0.113.9", null, hasPort ? port : null))
        .Sample(endpoint => Assert.Equal(endpoint, Endpoint.Parse(endpoint.ToString())));

    [Fact]
    public void A_stored_sample_holds_the_text_of_its_remote_end()
    {
        var sample = JsonSerializer.Deserialize("""{"remote":"203.0.113.9:4444"}""", ItemJson.Default.Sample)!;

        Assert.Equal(new Endpoint("203.0.113.9", null, 4444), sample.Remote);
        Assert.Equal("""{"remote":"203.0.113.9:4444"}""", JsonSerializer.Serialize(sample, ItemJson.Default.Sample));
    }
}
