using System.Globalization;
using System.Text;
using AlertFlow.Tests.Channels;

namespace AlertFlow.Cli.Tests.Hostile;

/// <summary>What a terminal, a file or a store must never hold.</summary>
internal static class Plain
{
    public static void NoCodes(string text) => Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value is not '\n'
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Format);

    public static void NoSecrets(string text) =>
        Assert.All(Payloads.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
}
