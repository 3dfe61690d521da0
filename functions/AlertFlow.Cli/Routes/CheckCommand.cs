using System.CommandLine;
using AlertFlow.Configuration;
using AlertFlow.Routing;
using Spectre.Console;

namespace AlertFlow.Cli.Routes;

/// <summary><c>check FILE…</c>: prints every mistake with its place.</summary>
internal static class CheckCommand
{
    public static Command Create(Inputs inputs)
    {
        var files = new Argument<string[]>("FILE")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "The files; without any ./routes.yaml where it exists, else the shipped tree.",
        };
        files.RefuseOptions();
        var at = Inputs.At();
        at.Description = "Note the silences that are over at this time.";
        var command = new Command("check", "Name every mistake with its line and column; exit code 2 where there is one.") { files, at };
        command.SetAction(
            parsed => Run(inputs, parsed.GetValue(files) ?? [], parsed.GetValue(at), new(parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static int Run(Inputs inputs, string[] files, DateTimeOffset? at, Screen screen)
    {
        var exitCode = ExitCode.Ok;
        IReadOnlyList<string?> meant = files is [] ? [ConfigOption.FileOr(null)] : [.. files];
        foreach (var file in meant)
        {
            switch (inputs.Compile(file, at))
            {
                case RoutesResult.Valid valid:
                    screen.Write(valid.Warnings);
                    screen.Line(
                        $"{file ?? "the shipped tree"}: valid, version {valid.Config.Version}, "
                        + $"{Count(valid.Config.Route)} routes, {valid.Config.Receivers.Count} receivers",
                        Color.Green);
                    break;
                case RoutesResult.Invalid invalid:
                    screen.Write(invalid.Errors);
                    exitCode = ExitCode.Malformed;
                    break;
            }
        }

        return exitCode;
    }

    private static int Count(Route route) => 1 + route.Routes.Sum(Count);
}
