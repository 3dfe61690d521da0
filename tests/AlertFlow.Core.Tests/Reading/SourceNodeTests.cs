using AlertFlow.Reading;
using CsCheck;

namespace AlertFlow.Tests.Reading;

public sealed class SourceNodeTests
{
    /// <summary>Small and large objects are looked up in two ways.</summary>
    private static readonly Gen<int> Others = Gen.OneOf(0, 1, 30, 63, 64, 65, 200);

    [Theory]
    [InlineData("""{"ruleName":"exact","RULENAME":"similar"}""", "exact")]
    [InlineData("""{"RULENAME":"similar","ruleName":"exact"}""", "exact")]
    [InlineData("""{"RULENAME":"similar","RuleName":"last"}""", "last")]
    [InlineData("""{"ruleName":"exact","ruleName":"last","RULENAME":"similar"}""", "last")]
    [InlineData("""{"\u0072uleName":"exact","RULENAME":"similar"}""", "exact")]
    [InlineData("""{"ruleName":"exact","\u0052ULENAME":"similar"}""", "exact")]
    [InlineData("""{"\u0052ULENAME":"similar"}""", "similar")]
    public void The_exact_name_wins_over_one_of_other_case(string json, string expected) => Assert.Equal(expected, Read(json));

    [Fact]
    public void The_exact_name_wins_wherever_it_is_and_however_many_members_there_are() =>
        Gen.Select(Others, Gen.Shuffle(new[] { "ruleName", "RuleName", "RULENAME", "rulename" })).Sample((others, names) =>
        {
            IEnumerable<string> members = [.. names, .. Enumerable.Range(0, others).Select(number => $"other{number}")];

            return Read(members) == "ruleName";
        });

    [Fact]
    public void The_last_of_the_names_of_other_case_counts_where_none_is_exact() =>
        Gen.Select(Others, Gen.Shuffle(new[] { "RuleName", "RULENAME", "rulename" })).Sample((others, names) =>
        {
            IEnumerable<string> members = [.. Enumerable.Range(0, others).Select(number => $"other{number}"), .. names];

            return Read(members) == names[^1];
        });

    /// <summary>Each member has its name as value.</summary>
    private static string? Read(IEnumerable<string> members) =>
        Read($"{{{string.Join(',', members.Select(name => $"\"{name}\":\"{name}\""))}}}");

    private static string? Read(string json) => SourceNode.Of(EventJson.Of(json)!)["ruleName"].Text(); // the cases are objects
}
