using System.Text;
using System.Text.Json;

namespace AlertFlow.Cli.Tests.Hostile;

/// <summary>The commands print what an attacker wrote without letting him write to the terminal.</summary>
public sealed class HostileOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Replay_prints_text_and_no_secret()
    {
        var finished = await Executable.RunAsync("replay", await TraceAsync());

        Harmless(finished);
    }

    [Fact]
    public async Task Replay_prints_json_and_stores_no_secret()
    {
        var finished = await Executable.RunAsync("replay", "--json", await TraceAsync(), "--store", folder.File("store.db"));

        Harmless(finished);
        foreach (var line in finished.OutputLines)
        {
            using var json = JsonDocument.Parse(line);
        }

        Plain.NoSecrets(
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder.File("store.db"), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Demo_shows_messages_as_text()
    {
        var finished = await Executable.RunAsync("demo", "--traces", Path.GetDirectoryName(await TraceAsync())!); // it is in a folder

        Harmless(finished);
    }

    [Fact]
    public async Task Normalize_prints_json_without_terminal_codes()
    {
        var finished = await Executable.RunWithInputAsync(
            Encoding.UTF8.GetBytes(string.Join('\n', Events().Select(one => one.Json))), "normalize");

        Assert.Equal((0, ""), (finished.ExitCode, finished.Errors));
        Plain.NoCodes(finished.Output);
        foreach (var line in finished.OutputLines)
        {
            using var json = JsonDocument.Parse(line);
        }
    }

    [Fact]
    public async Task Complaints_hold_no_terminal_codes()
    {
        var finished = await Executable.RunAsync("normalize", "\u001b[31mred\u202e.json");

        Assert.Equal(64, finished.ExitCode);
        Plain.NoCodes(finished.Errors);
    }

    public void Dispose() => folder.Dispose();

    private static void Harmless(Finished finished)
    {
        Assert.Equal((0, ""), (finished.ExitCode, finished.Errors));
        Assert.NotEmpty(finished.OutputLines);
        Plain.NoCodes(finished.Output);
        Plain.NoSecrets(finished.Output);
    }

    private async Task<string> TraceAsync()
    {
        var file = folder.File("hostile.trace.ndjson");
        await File.WriteAllLinesAsync(
            file, Events().Select((one, index) => HostileEvent.Line(index, one.Source, one.Json)), TestContext.Current.CancellationToken);
        return file;
    }

    private static IEnumerable<(string Source, string Json)> Events() =>
        from template in HostileEvent.Templates
        from payload in HostileEvent.Payload.Values
        from arns in (bool[])[false, true]
        select (template.Source, HostileEvent.Of(template.Source, template.File, payload, arns));
}
