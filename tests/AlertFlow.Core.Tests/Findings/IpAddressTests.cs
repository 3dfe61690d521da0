using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Findings;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("10.0.1.7", true)]
    [InlineData("255.0.0.255", true)]
    [InlineData("10.0.1\0.7", false)]
    [InlineData("10.0.1 .7", false)]
    [InlineData("10.0.01.7", false)]
    [InlineData("10.0.256.7", false)]
    [InlineData("10.0.7", false)]
    [InlineData("10.0.1.7.", false)]
    public void An_address_is_four_full_parts(string text, bool isOne) => Assert.Equal(isOne, IpAddress.IsOne(text));
}
