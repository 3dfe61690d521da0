using System.Text.RegularExpressions;
using AlertFlow.Infra.Monitoring;
using AlertFlow.Tests;

namespace AlertFlow.Infra.Tests;

/// <summary>Tests of the runbook: every alarm has a chapter, and chapters name only existing parts.</summary>
public sealed partial class RunbookTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "runbook.md"));

    private static readonly IReadOnlyDictionary<string, string> Chapters = Chapter().Matches(Document)
        .ToDictionary(match => match.Groups["heading"].Value, match => match.Groups["text"].Value);

    public static TheoryData<string> Headings => [.. Runbook.All.Select(runbook => runbook.Heading)];

    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(page => Path.GetRelativePath(Repository.Root, page))
            .Append("README.md").Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_alarm_has_a_chapter_and_every_chapter_an_alarm()
    {
        Assert.Equal(Runbook.All.Select(runbook => runbook.Heading), Chapters.Keys);
        Assert.Equal(
            Runbook.All.Select(runbook => runbook.Anchor).Order(StringComparer.Ordinal),
            Deployments.Of("default").OfType("AWS::CloudWatch::Alarm").Select(alarm => alarm.Text("AlarmDescription")!.Split('#')[^1])
                .Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Headings))]
    public void A_chapter_says_what_it_means_how_to_look_and_what_to_do(string heading)
    {
        var parts = Part().Matches(Chapters[heading]);

        Assert.Equal(["Means", "Look", "Do"], parts.Select(part => part.Groups["name"].Value));
        Assert.All(parts, part => Assert.True(part.Groups["text"].Value.Length > 60, part.Value));
        Assert.Matches(@"\AConsole: \*", parts[1].Groups["text"].Value);
        Assert.Matches(@"```sh\n(aws|alertflow) ", parts[1].Groups["text"].Value);
    }

    [Fact]
    public void Everything_that_a_chapter_looks_up_is_in_the_stack()
    {
        var template = Deployments.Of("default");
        string[] outputs = [.. template.Json["Outputs"]!.AsObject().Select(output => output.Key)];
        var queries = template.OfType("AWS::Logs::QueryDefinition")
            .Select(query => query.At("Name")!["Fn::Join"]![1]![1]!.GetValue<string>()[1..]); // Behind the stack's name and a slash.
        var named = SavedQuery().Matches(Document).SelectMany(match => Name().Matches(match.Value))
            .Select(match => match.Groups["name"].Value);

        Assert.All(Output().Matches(Document), match => Assert.Contains(match.Groups["name"].Value, outputs));
        Assert.All(Log().Matches(Document), match => Assert.Equal("AWS::Logs::LogGroup", template.Find(match.Groups["name"].Value)?.Type));
        Assert.Equal(
            queries.Order(StringComparer.Ordinal), named.Append("why was I not paged").Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        var file = Path.Combine(Repository.Root, page);

        Assert.All(Link().Matches(File.ReadAllText(file)), match =>
        {
            var target = match.Groups["file"] is { Length: > 0 } other ? Path.Combine(Path.GetDirectoryName(file)!, other.Value) : file;
            Assert.True(Path.Exists(target), target);
            if (match.Groups["anchor"] is { Length: > 0 } anchor)
            {
                var text = File.ReadAllText(target);
                Assert.Contains(anchor.Value, Heading().Matches(text).Select(heading => AnchorOf(heading.Groups["text"].Value))
                    .Concat(Mark().Matches(text).Select(mark => mark.Groups["id"].Value)));
            }
        });
    }

    /// <summary>As GitHub makes it of a heading.</summary>
    private static string AnchorOf(string heading) => NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^## (?<heading>.+)\n(?<text>(?:(?!^## ).*\n)+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Chapter();

    [GeneratedRegex(@"^\*\*(?<name>[A-Z][a-z]+)\.\*\* (?<text>(?:(?!^\*\*[A-Z][a-z]+\.\*\* ).*\n)+)", RegexOptions.Multiline, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\$\((?:out|arn) (?<name>[A-Za-z]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Output();

    [GeneratedRegex(@"\$\(log (?<name>[A-Za-z]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Log();

    [GeneratedRegex(@"[Ss]aved quer(?:y|ies) \*[^*]+\*(?: and \*[^*]+\*)?", RegexOptions.None, 1000)]
    private static partial Regex SavedQuery();

    [GeneratedRegex(@"\*(?<name>[^*]{5,})\*", RegexOptions.None, 1000)]
    private static partial Regex Name();

    /// <summary>Those to other sites have a colon.</summary>
    [GeneratedRegex(@"\]\((?<file>[^():#\s]*)(?:#(?<anchor>[^()\s]+))?\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("<a id=\"(?<id>[^\"]+)\"></a>", RegexOptions.None, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 -]", RegexOptions.None, 1000)]
    private static partial Regex NoAnchor();
}
