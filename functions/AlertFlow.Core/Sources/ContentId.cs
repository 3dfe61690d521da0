using System.Security.Cryptography;
using System.Text;

namespace AlertFlow.Sources;

/// <summary>Ids derive from content, so that a redelivery yields the same id.</summary>
internal static class ContentId
{
    private const int Digits = 32;

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text))[..Digits];

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
