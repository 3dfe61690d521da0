using System.Text;
using System.Text.Json.Nodes;

namespace AlertFlow.Functions.Tests;

/// <summary>Reads the lines that an invocation wrote.</summary>
internal static class LogLines
{
    public static List<JsonNode> Of(MemoryStream output) =>
    [
        .. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!),
    ];
}
