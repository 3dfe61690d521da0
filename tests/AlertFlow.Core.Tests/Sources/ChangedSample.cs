using System.Text;
using System.Text.Json.Nodes;
using AlertFlow.Findings;
using AlertFlow.Sources;

namespace AlertFlow.Tests.Sources;

/// <summary>What becomes of a sample with something about it changed.</summary>
internal static class ChangedSample
{
    public static Finding One(string sample, Action<JsonNode> change) => Assert.IsType<ParseResult.Parsed>(Change(sample, change)).Finding;

    public static ParseResult Change(string name, Action<JsonNode> change)
    {
        var sample = Sample.Find(name);
        var root = JsonNode.Parse(File.ReadAllText(sample.EventPath))!;
        change(root);
        return Assert.Single(Source.ParseBody(Encoding.UTF8.GetBytes(root.ToJsonString()), sample.Source)).Result;
    }
}
