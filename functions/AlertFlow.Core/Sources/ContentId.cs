using System.Security.Cryptography;
using System.Text;

namespace AlertFlow.Sources;

/// <summary>Ids derive from content, so that a redelivery yields the same id.</summary>
internal static class ContentId
{
    private const int Digits = 32;

    public static string Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash[..(Digits / 2)]);
    }

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
