using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Notifications.Wording;
using CsCheck;

namespace AlertFlow.Tests.Notifications.Text;

public sealed partial class SafeTextTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String,
        Gen.Char.Select(character => character.ToString()),
        Gen.OneOf(
            "\u001b[",
            "\u001b]8;;",
            "\u001b\\",
            "\u0007",
            "\u009b31m",
            "\r\n",
            "\u202e",
            "\u2028",
            "\ud83d",
            "👩‍👩‍👧",
            "e\u0301\u0301\u0301\u0301\u0301\u0301",
            "🇩🇪",
            "  "))
        .Array[0, 20].Select(string.Concat);

    [Theory]
    [InlineData(null, "")]
    [InlineData("  a \r\n\t b  ", "a b")]
    [InlineData("\u001b[1;31mred\u001b[0m", "red")]
    [InlineData("\u001b]8;;https://evil\u001b\\console\u001b]8;;\u001b\\", "console")]
    [InlineData("\u001b]0;title\u0007x", "x")]
    [InlineData("\u001b]0;never ends", "0;never ends")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("a\u001b(Bb\u001bcd", "abd")]
    [InlineData("\u001b", "")]
    [InlineData("gpj\u202eexe.\u2066x\u2069", "gpjexe.x")]
    [InlineData("a\u200bb\ufeffc\u2060d", "abcd")]
    [InlineData("a\u2028b\u2029c\u0085d", "a b c d")]
    [InlineData("\ue000x", "x")]
    [InlineData("größe 日本 🟧", "größe 日本 🟧")]
    public void Only_plain_text_is_left(string? text, string expected) => Assert.Equal(expected, SafeText.Line(text, 100));

    [Fact]
    public void Half_a_character_is_removed() => Assert.Equal("ab", SafeText.Line(string.Concat("a", "\ud83d", "b"), 100));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("abcd🟧efg", 6, "abcd…")]
    [InlineData("abcd🇩🇪g", 7, "abcd…")]
    [InlineData("a", 1, "a")]
    [InlineData("ab", 1, "…")]
    public void A_cut_is_marked_and_halves_no_character(string text, int max, string expected) =>
        Assert.Equal(expected, SafeText.Line(text, max));

    [Fact]
    public void Any_text_becomes_a_short_visible_and_well_formed_line() =>
        Gen.Select(Hostile, Gen.Int[1, 40]).Sample((text, max) =>
        {
            var line = SafeText.Line(text, max);

            return line.Length <= max
                && line.Trim() == line
                && !line.Contains("  ", StringComparison.Ordinal)
                && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line)) == line
                && line.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
        });

    [Fact]
    public void A_second_pass_changes_nothing() =>
        Hostile.Sample(text => SafeText.Line(SafeText.Line(text, 30), 30) == SafeText.Line(text, 30));

    [Fact]
    public void Thousands_of_opened_commands_take_linear_time() =>
        Assert.Equal("", SafeText.Line(string.Concat(Enumerable.Repeat("\u001b]", 500_000)), 100));

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    [InlineData(40, 4)]
    public void A_character_keeps_at_most_four_marks(int marks, int kept) =>
        Assert.Equal(Stacked(kept) + "x" + Stacked(kept), SafeText.Line(Stacked(marks) + "x" + Stacked(marks), 1000));

    [Fact]
    public void Never_more_than_four_marks_follow_each_other() =>
        Gen.OneOf(Hostile, Gen.Int[0, 9].Select(Stacked)).Array[0, 9].Select(string.Concat).Sample(text =>
            !Stack().IsMatch(SafeText.Line(text, 200)));

    private static string Stacked(int marks) => "e" + new string('\u0301', marks);

    [GeneratedRegex(@"[\p{Mn}\p{Me}]{5}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Stack();
}
