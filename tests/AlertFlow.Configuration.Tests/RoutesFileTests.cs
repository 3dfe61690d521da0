using AlertFlow.Channels;
using AlertFlow.Findings;
using AlertFlow.Routing;
using AlertFlow.Tests;

namespace AlertFlow.Configuration.Tests;

public sealed class RoutesFileTests
{
    public static TheoryData<string> Bad { get; } = [.. Files("bad")];

    public static TheoryData<string> Good { get; } = [.. Files("good")];

    /// <summary>The first line of each says all that is wrong with it.</summary>
    [Theory]
    [MemberData(nameof(Bad))]
    public void A_mistake_is_named_with_its_place_and_what_was_expected(string file)
    {
        var yaml = Read("bad", file);
        var expected = yaml.Split('\n')[0].Replace("# expect: ", "routes.yaml:", StringComparison.Ordinal);

        var invalid = Assert.IsType<RoutesResult.Invalid>(Catalogue.Compile(yaml));

        Assert.Equal([expected], invalid.Errors.Select(error => error.ToString()));
    }

    /// <summary>Comments that begin with <c># warn: </c> are all its warnings.</summary>
    [Theory]
    [MemberData(nameof(Good))]
    public void A_valid_file_compiles_with_the_warnings_that_it_names(string file)
    {
        var yaml = Read("good", file);
        var expected = yaml.Split('\n')
            .Where(line => line.StartsWith("# warn: ", StringComparison.Ordinal))
            .Select(line => $"routes.yaml:{line["# warn: ".Length..]}");

        var result = Catalogue.Compile(yaml);

        Assert.True(result is RoutesResult.Valid, result is RoutesResult.Invalid { Errors: var errors } ? string.Join('\n', errors) : null);
        var valid = (RoutesResult.Valid)result;
        Assert.Equal(expected, valid.Warnings.Select(warning => warning.ToString()));
        Assert.Equal(valid.Config.Version, RoutingConfigJson.Read(RoutingConfigJson.Write(valid.Config)).Version);
    }

    [Fact]
    public void All_mistakes_are_named_at_once_in_the_order_of_the_file()
    {
        var invalid = Assert.IsType<RoutesResult.Invalid>(Catalogue.Compile(
            """
            route: {receivers: [nobody]}
            receivers: [{name: a}]
            timers: {quiet: soon}
            """));

        Assert.Equal([1, 2, 3], invalid.Errors.Select(error => error.Line));
    }

    [Fact]
    public void A_silence_that_is_over_is_noted_at_a_given_time_only()
    {
        var yaml = Read("good", "everything.yaml");

        var result = RoutesFile.Compile(yaml, "routes.yaml", Catalogue.Channels, new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero));

        var note = Assert.Single(Assert.IsType<RoutesResult.Valid>(result).Warnings, warning => warning.Kind is DiagnosticKind.Note);
        Assert.EndsWith(": note: silence 'migration' is over", note.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_in_a_file_is_in_its_configuration()
    {
        var config = Assert.IsType<RoutesResult.Valid>(Catalogue.Compile(Read("good", "everything.yaml"))).Config;

        Assert.Equal(["slack"], config.Route.Receivers);
        Assert.Equal("default > payments > severity >= high", config.Route.Routes[0].Routes[0].Name);
        Assert.Equal(["slack"], config.Route.Routes[0].Receivers);
        Assert.Equal("C1", config.Receiver("slack")?.Settings["channel"]);
        Assert.Equal(Severity.High, config.Silences[0].BreakAt);
        Assert.Equal(TimeSpan.FromMinutes(90), config.Timers.Quiet);
        Assert.Equal(["111122223333=payments-prod", "444455556666=staging"], config.Accounts.Select(account => $"{account.Key}={account.Value}"));
        Assert.Equal(("slack", new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)), (config.Shadow, config.AdoptAfter));
        Assert.Equal(new("rule", MatchOperator.Equal, "a \"b\" \\."), config.Suppress[0].Matchers[0]);
    }

    [Fact]
    public void An_alias_is_what_its_anchor_is()
    {
        var config = Assert.IsType<RoutesResult.Valid>(Catalogue.Compile(Read("good", "anchors.yaml"))).Config;

        Assert.Equal(config.Route.Routes[0].Matchers, config.Route.Routes[1].Routes[0].Matchers);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Folder(folder), "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(Folder(folder), file));

    private static string Folder(string name) => Path.Combine(Repository.Root, "tests", "AlertFlow.Configuration.Tests", name);
}
