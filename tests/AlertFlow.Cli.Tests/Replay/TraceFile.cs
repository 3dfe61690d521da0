using System.Text.Json;
using System.Text.Json.Nodes;
using AlertFlow.Tests;

namespace AlertFlow.Cli.Tests.Replay;

/// <summary>The shipped traces, and what a replay of them printed.</summary>
internal static class TraceFile
{
    public static string Of(string name) => Path.Combine(Repository.Events, "traces", $"{name}.trace.ndjson");

    public static async Task<IReadOnlyList<JsonObject>> ReplayAsync(string name, params string[] options)
    {
        var finished = await Executable.RunAsync(["replay", Of(name), "--json", .. options]);

        Assert.Equal((0, ""), (finished.ExitCode, finished.Errors));
        return [.. finished.OutputLines.Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    public static string Text(this JsonObject line, string member) => line[member]!.GetValue<string>();

    public static long Number(this JsonObject line, string member) => line[member]!.GetValue<long>();

    public static bool Is(this JsonObject line, string member) => line[member]!.GetValueKind() is JsonValueKind.True;
}
