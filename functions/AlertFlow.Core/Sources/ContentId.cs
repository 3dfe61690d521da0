using System.Security.Cryptography;
using System.Text;

namespace AlertFlow.Sources;

/// <summary>Makes ids from content, so that a redelivery has the same id.</summary>
internal static class ContentId
{
    private const int Digits = 32;

    /// <summary>Returns the first hexadecimal digits of the SHA-256 of a text.</summary>
    public static string Of(string text, int digits = Digits) => Convert.ToHexStringLower(Hash(text))[..digits];

    /// <summary>Returns the <c>metadata.uid</c> of a finding.</summary>
    /// <param name="source">The finding's source.</param>
    /// <param name="identity">Tells the finding from every other of its source.</param>
    public static string Of(Source source, string identity) => Of($"{source.Name}|{identity}");

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
