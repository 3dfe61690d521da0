using System.Text;
using CsCheck;

namespace AlertFlow.Configuration.Tests;

public sealed class HostileTextTests
{
    [Fact]
    public void Any_text_is_a_configuration_or_a_list_of_mistakes() =>
        Gen.String[Gen.OneOf(Gen.Char["\t\n :-[]{}&*!|>'\"%@`#,?\\<~=abc01"], Gen.Char), 0, 200].Sample(AnswersOrExplains, iter: 2000);

    [Fact]
    public void Any_edit_of_the_shipped_tree_is_a_configuration_or_a_list_of_mistakes() =>
        Gen.Select(Gen.Int[0, RoutesFile.Default.Length - 1], Gen.Int[0, 40], Gen.String[0, 5]).Sample(
            (at, cut, put) => AnswersOrExplains(string.Concat(RoutesFile.Default.AsSpan(0, at), put, RoutesFile.Default.AsSpan(Math.Min(at + cut, RoutesFile.Default.Length)))),
            iter: 100);

    [Theory]
    [InlineData("[!!a']-\t0S2{18c!=}")]
    [InlineData("!<%> a")]
    [InlineData("%TAG ! %\n--- a")]
    public void An_unknown_tag_is_an_error(string text) => Assert.IsType<RoutesResult.Invalid>(Catalogue.Compile(text));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Nesting_without_end_is_an_error(string opening)
    {
        var deep = new StringBuilder("route: ").Insert(7, opening, 100_000).ToString();

        Assert.IsType<RoutesResult.Invalid>(Catalogue.Compile(deep));
    }

    [Fact]
    public void A_library_error_about_a_pattern_carries_no_control_characters()
    {
        var invalid = Assert.IsType<RoutesResult.Invalid>(Catalogue.Compile(RoutesFile.Default.Replace("ReverseShell|", "\u0085\u009b)|", StringComparison.Ordinal)));

        Assert.All(invalid.Errors, error => Assert.DoesNotContain(error.What, char.IsControl));
    }

    [Fact]
    public void A_huge_file_is_an_error()
    {
        var invalid = Assert.IsType<RoutesResult.Invalid>(Catalogue.Compile(new string('a', 2_000_000)));

        Assert.Contains("at most", Assert.Single(invalid.Errors).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_of_aliases_do_not_multiply()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (var level = 1; level < 40; level++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}, *a{level - 1}]\n");
        }

        var invalid = Assert.IsType<RoutesResult.Invalid>(Catalogue.Compile(bomb.ToString()));

        Assert.Contains("aliases make this larger", Assert.Single(invalid.Errors).What, StringComparison.Ordinal);
    }

    private static bool AnswersOrExplains(string yaml) => Catalogue.Compile(yaml) switch
    {
        RoutesResult.Valid => true,
        RoutesResult.Invalid { Errors: var errors } => errors.Count > 0
            && errors.All(error => error.Line >= 1 && error.Column >= 1 && !error.What.Any(char.IsControl)),
        _ => false,
    };
}
