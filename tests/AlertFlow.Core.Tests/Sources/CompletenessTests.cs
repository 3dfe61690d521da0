using System.Text;
using System.Text.Json;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Tests.Fuzzing;

namespace AlertFlow.Tests.Sources;

/// <summary>
/// Nothing that a source says is dropped: each value of each sample in turn becomes a mark that stands nowhere else, and the mark
/// must come out. A value that is met elsewhere by chance proves nothing so.
/// </summary>
public sealed class CompletenessTests
{
    /// <summary>These decide what an event is: another value makes another event of it.</summary>
    private static readonly string[] TellTales = ["detail-type", "type", "Type", "Message", "scanResultStatus"];

    /// <summary>A map that is written as an array of key and value: its keys are names, as members' names are.</summary>
    private static readonly string[] Names = ["key"];

    public static TheoryData<string> Samples => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_value_of_an_event_comes_out(string name)
    {
        var sample = Sample.Find(name);
        var findings = sample.Parsed().Where(element => element.Result is ParseResult.Parsed).Select(element => element.Element.Bytes.ToArray());

        Assert.Empty(findings.SelectMany(text => Lost(sample.Source, text)));
    }

    private static IEnumerable<string> Lost(Source source, byte[] text)
    {
        var (original, number) = (Written(source, text), 0);
        foreach (var place in JsonPlace.AllOf(text).Where(place => place.Kind is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False))
        {
            var (member, value) = (Encoding.UTF8.GetString(text[place.Name]).Trim('"'), Encoding.UTF8.GetString(text[place.Value]));
            if (value is "\"\"" || Names.Contains(member))
            {
                continue;
            }

            var mark = Mark.For(value, number++);
            var changed = Written(source, [.. text[..place.Value.Start], .. Encoding.UTF8.GetBytes(mark.Json), .. text[place.Value.End..]]);
            var isSaid = changed is null
                ? TellTales.Contains(member)
                : mark.Readings.Count is 0 ? changed != original : mark.IsIn(changed);
            if (!isSaid)
            {
                yield return $"{member}: {value} as {mark.Json}";
            }
        }
    }

    /// <summary>Null where it is no finding.</summary>
    private static string? Written(Source source, byte[] body) =>
        Source.ParseBody(body, source) is [{ Result: ParseResult.Parsed { Finding: var finding } }] ? FindingJson.Write(finding) : null;
}
