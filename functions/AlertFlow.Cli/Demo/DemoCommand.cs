using System.CommandLine;
using AlertFlow.Channels;
using AlertFlow.Cli.Replay;
using AlertFlow.Cli.Storage;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;
using AlertFlow.Routing;
using Spectre.Console;
using ParseResult = AlertFlow.Sources.ParseResult;

namespace AlertFlow.Cli.Demo;

/// <summary><c>alertflow demo</c>: runs the shipped traces through the real pipeline and shows the messages.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var events = new Option<string?>("--traces")
        {
            Description = "A folder of *.trace.ndjson files; default: the shipped ones",
            HelpName = "FOLDER",
        };
        var config = ConfigOption.Create();
        var store = StoreOption.Create("The SQLite file to use; default: one that is deleted afterwards");
        var command = new Command("demo", "Replay the shipped traces and show what Slack, email and SNS are sent")
        {
            events, config, store,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(events), parsed.GetValue(config), parsed.GetValue(store), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? folder, string? configPath, string? storePath, CancellationToken cancellationToken)
    {
        var config = configPath is null ? WithEmail(ConfigOption.Shipped()) : ConfigOption.Load(configPath);
        var screen = Console.IsOutputRedirected ? Plain() : AnsiConsole.Console;

        var exit = ExitCode.Ok;
        var totals = new List<Totals>();
        foreach (var path in TracesIn(folder))
        {
            var trace = Trace.Read([await InputFile.ReadAsync(path, cancellationToken)], (file, line, result) =>
            {
                Complaint.Print(file, line, result);
                exit = result is ParseResult.Malformed ? ExitCode.Malformed : exit;
            });
            var name = SafeText.Line(Path.GetFileName(path).Split('.')[0], 80);
            screen.WriteLine();
            screen.Write(new Rule($"[bold]{Markup.Escape(Story.TitleOf(name))}[/]").LeftJustified());
            screen.Write(new Text($"{Story.Of(name)}{trace.Steps.Count} events are replayed.\n", new Style(decoration: Decoration.Dim)));
            var mailbox = await ReplayAsync(trace, config, storePath, cancellationToken);
            Story.Show(screen, mailbox, whole: totals.Count == 0);
            totals.Add(Totals.Of(Story.TitleOf(name), trace, mailbox));
        }

        screen.WriteLine();
        screen.Write(Totals.Table(totals));
        return exit;
    }

    /// <summary>Writes no terminal codes: the library would write them on some build servers.</summary>
    private static IAnsiConsole Plain()
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        screen.Profile.Width = 120;
        return screen;
    }

    private static async Task<Mailbox> ReplayAsync(
        Trace trace, RoutingConfig config, string? storePath, CancellationToken cancellationToken)
    {
        var temporary = storePath is null ? Directory.CreateTempSubdirectory("alertflow-demo-") : null;
        try
        {
            // The folder was made above if no store is named.
            using var database = StoreOption.Open(storePath ?? Path.Combine(temporary!.FullName, "incidents.db"));
            var mailbox = new Mailbox(config);
            await new Replayer(new SqliteIncidentStore(database), config, database)
                .RunAsync(trace, mailbox.Deliver, _ => { }, cancellationToken);
            return mailbox;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    /// <summary>Returns the shipped tree with a receiver of email added, and GuardDuty set to publish every 15 minutes.</summary>
    private static RoutingConfig WithEmail(RoutingConfig shipped) => shipped with
    {
        Receivers =
        [
            .. shipped.Receivers,
            new Receiver
            {
                Name = "email",
                Channel = "email",
                Settings = new Dictionary<string, string> { ["from"] = "alertflow@example.com", ["to"] = "oncall@example.com" },
            },
        ],
        Route = shipped.Route with
        {
            Routes =
            [
                .. shipped.Route.Routes.Select(
                    route => route.Receivers.Count > 1 ? route with { Receivers = [.. route.Receivers, "email"] } : route),
            ],
        },
        Timers = shipped.Timers with { GuarddutyPublishingFrequency = TimeSpan.FromMinutes(15) },
    };

    private static string[] TracesIn(string? folder)
    {
        var path = folder ?? Path.Combine(AppContext.BaseDirectory, "traces");
        string[] traces = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.trace.ndjson").OrderBy(Story.Order).ThenBy(file => file, StringComparer.Ordinal)]
            : [];
        return traces.Length > 0
            ? traces
            : throw new UsageException($"--traces {path}: there are no *.trace.ndjson files in it");
    }
}
