using System.CommandLine;
using System.Text;
using AlertFlow.Cli.Storage;
using AlertFlow.Incidents;
using AlertFlow.Incidents.Deciding;
using AlertFlow.Incidents.Storing;
using AlertFlow.Notifications;
using AlertFlow.Sources;
using ParseResult = AlertFlow.Sources.ParseResult;

namespace AlertFlow.Cli.Replay;

/// <summary><c>alertflow replay</c>: prints the notifications of a trace, decided by the same code as in the deployed functions.</summary>
public static class ReplayCommand
{
    public static Command Create()
    {
        var traces = new Argument<string[]>("TRACE")
        {
            Description = """NDJSON files of {"at": RFC 3339, "source": NAME, "event": {…}}; - is standard input""",
            Arity = ArgumentArity.OneOrMore,
        };
        traces.RefuseOptions();
        var config = ConfigOption.Create();
        var store = StoreOption.Create("A SQLite file that keeps the incidents; a replay that was interrupted goes on in it");
        var json = new Option<bool>("--json") { Description = "Print each notification as a JSON object" };
        var command = new Command("replay", "Run a trace on a virtual clock and print each decided notification")
        {
            traces, config, store, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(traces), parsed.GetValue(config), parsed.GetValue(store), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths, string? configPath, string? storePath, bool json, CancellationToken cancellationToken)
    {
        var config = ConfigOption.Load(configPath);
        var exit = ExitCode.Ok;
        var trace = Trace.Read(await InputFile.ReadAllAsync(paths, cancellationToken), (file, line, result) =>
        {
            exit = result is ParseResult.Malformed ? ExitCode.Malformed : exit;
            Complaint.Print(file, line, result);
        });
        using var database = StoreOption.Open(storePath);
        IIncidentStore store = storePath is null ? new InMemoryIncidentStore() : new SqliteIncidentStore(database);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        void Tell(Notification notification)
        {
            if (notification.Reason is not Reason.Edit)
            {
                output.WriteLine(json ? ReplayLine.Json(notification) : ReplayLine.Text(notification));
                output.Flush();
            }
        }

        var replayer = new Replayer(store, config, database);
        await ProgressBar.RunAsync("Replaying", trace.Steps.Count, done => replayer.RunAsync(trace, Tell, done, cancellationToken));
        return exit;
    }
}
