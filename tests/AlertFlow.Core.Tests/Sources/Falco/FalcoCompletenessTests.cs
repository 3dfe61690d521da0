using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;
using AlertFlow.Sources.Falco;
using CsCheck;

namespace AlertFlow.Tests.Sources.Falco;

/// <summary>A rule prints the fields that its author chose: whichever they are, alone or together, each comes out.</summary>
public sealed class FalcoCompletenessTests
{
    /// <summary>Fields that the normaliser knows and no sample prints.</summary>
    private static readonly (string Name, string Json)[] Others =
    [
        ("aws.ecs.cluster.name", "\"prod-blue\""),
        ("container.image", "\"registry.example/app:1.4\""),
        ("ct.shortsrc", "\"ec2\""),
        ("fs.path.name", "\"/etc/shadow\""),
        ("k8s.deployment.name", "\"checkout\""),
        ("k8smeta.deployment.name", "\"checkout\""),
        ("ka.sourceips", "\"203.0.113.9\""),
        ("kubernetes.deployment.name", "\"checkout\""),
        ("kubernetes.statefulset.name", "\"checkout\""),
        ("proc.hash.sha256", "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\""),
        ("proc.hash.sha256", "\"not computed\""),
    ];

    private static readonly Field[] Fields = [.. Printed().Concat(Others).Distinct().Select((field, number) => new Field(field.Name, Mark.For(field.Json, number)))];

    public static TheoryData<string> Alone => [.. Fields.Select(printed => printed.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Alone))]
    public void A_field_comes_out_that_stands_alone(string name) =>
        Assert.All(Fields.Where(field => field.Name == name), field => Assert.Empty(Lost([field])));

    [Fact]
    public void Fields_come_out_in_whatever_company() =>
        Gen.Shuffle(Fields, 1, Fields.Length).Sample(
            fields => Lost([.. fields.DistinctBy(field => field.Name)]).Count is 0,
            iter: 2000,
            print: fields => string.Join(", ", Lost([.. fields.DistinctBy(field => field.Name)])));

    private static List<string> Lost(Field[] fields)
    {
        var alert = new JsonObject
        {
            ["rule"] = "A rule",
            ["priority"] = "Notice",
            ["time"] = "2026-03-14T03:02:11.000Z",
            ["output_fields"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, JsonNode.Parse(field.Mark.Json)))),
        };
        var result = Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(alert.ToJsonString()), FalcoSource.Row)).Result;
        var finding = FindingJson.Write(Assert.IsType<ParseResult.Parsed>(result).Finding);
        return [.. fields.Where(field => !field.Mark.IsIn(finding)).Select(field => $"{field.Name}: {field.Mark.Json}")];
    }

    private static IEnumerable<(string Name, string Json)> Printed() =>
        from sample in Sample.All
        where sample.Source == FalcoSource.Row
        let root = JsonNode.Parse(File.ReadAllText(sample.EventPath)) as JsonObject
        where root?["output_fields"] is JsonObject
        from field in root["output_fields"]!.AsObject()
        where field.Value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
        let json = field.Value.ToJsonString()
        where json is not ("\"\"" or "\"<NA>\"" or "\"-1\"" or "-1" or "\"host\"")
        group json by field.Key into told
        select (told.Key, told.First());

    private sealed record Field(string Name, Mark Mark);
}
